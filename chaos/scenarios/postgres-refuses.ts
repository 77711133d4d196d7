import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import type { World } from '../world.ts'

const refusals = { '53100': 'disk full', '40001': 'serialisation failure', '40P01': 'deadlock' }
const times = 12

export const postgresRefuses: Scenario = {
  name: 'postgres-refuses',
  fault: 9,
  does: 'PostgreSQL has no disk left, calls a transaction off, or has no connection to give',
  must: 'the transaction is rolled back whole and tried again; nothing is parked',
  run: async (stage) => {
    for (const [code, what] of Object.entries(refusals)) {
      const world = await stage.open()
      await refuse(world, code)
      const submitted = world.submit()
      await submitted
      const recovered = await startRecovery(world.watch)
      const recoveryMs = await recovered()
      const [row] = await world.watch.sql<{ n: number }>('SELECT last_value::int AS n FROM chaos_refused')
      const problems = (row?.n ?? 0) >= times ? [] : [`refused only ${row?.n} times`]
      await stage.judge({ seen: `${what} (${code}), ${times} times`, recoveryMs, problems })
    }
    const world = await stage.open()
    const taken = await takeConnections(world)
    const submitted = world.submit()
    await sleep(8_000)
    await Promise.all(taken.map((client) => client.end()))
    const recovered = await startRecovery(world.watch)
    await submitted
    await stage.judge({ seen: `no connection left for 8 s (${taken.length} taken)`, recoveryMs: await recovered() })
  },
}

/** The first writes of segments, observations and transitions fail so; a sequence counts, since it is not rolled back. */
const refuse = async ({ watch }: World, code: string): Promise<void> => {
  await watch.sql('CREATE SEQUENCE chaos_refused')
  await watch.sql(
    `CREATE FUNCTION chaos_refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
     BEGIN
       IF nextval('chaos_refused') <= ${times} THEN RAISE EXCEPTION 'refused by a test' USING ERRCODE = '${code}'; END IF;
       RETURN NULL;
     END $$`,
  )
  for (const table of ['segment', 'observation', 'transition', 'summary'])
    await watch.sql(
      `CREATE TRIGGER chaos_refuse AFTER INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION chaos_refuse()`,
    )
}

/** Every connection that the server has left, but for those of superusers, which the product uses here too. */
const takeConnections = async ({ cluster }: World): Promise<pg.Client[]> => {
  const taken: pg.Client[] = []
  for (;;) {
    const client = new pg.Client({ connectionString: cluster.databaseUrl })
    client.on('error', () => {})
    try {
      await client.connect()
      taken.push(client)
    } catch {
      return taken
    }
  }
}
