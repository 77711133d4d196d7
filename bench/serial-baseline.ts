import { randomUUID } from 'node:crypto'
import { Client } from 'pg'

/**
 * The pipeline that this one is measured against: one lookup per entity, one prior-state read per entity, and one
 * transaction per write. Analysis costs nothing in it, so the ratio is in its favour.
 */
export const serialBaseline = async (
  url: string,
  workload: { meetings: number; entities: number; observations: number },
): Promise<{ perSecond: number; statements: number }> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  let statements = 0
  const query = (text: string, values: unknown[]) => {
    statements++
    return client.query(text, values)
  }
  try {
    await client.query(schema)
    const start = performance.now()
    for (let n = 0; n < workload.meetings; n++) await ingest(query, n, workload)
    const perSecond = workload.meetings / ((performance.now() - start) / 1000)
    return { perSecond, statements: statements / workload.meetings }
  } finally {
    await client.query('DROP SCHEMA IF EXISTS serial_baseline CASCADE').catch(() => undefined)
    await client.end()
  }
}

type Query = (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

const ingest = async (query: Query, n: number, workload: { entities: number; observations: number }): Promise<void> => {
  const meeting = randomUUID()
  await query('INSERT INTO serial_baseline.meeting VALUES ($1, $2)', [meeting, `meeting ${n}`])
  const ids: string[] = []
  for (let i = 0; i < workload.entities; i++) {
    const name = `task ${(n * 7 + i) % 2000}`
    const found = await query('SELECT id FROM serial_baseline.entity WHERE name = $1', [name])
    const id = (found.rows[0]?.id as string | undefined) ?? randomUUID()
    if (found.rows.length === 0) await query('INSERT INTO serial_baseline.entity VALUES ($1, $2)', [id, name])
    await query('INSERT INTO serial_baseline.mention VALUES ($1, $2)', [meeting, id])
    ids.push(id)
  }
  for (let i = 0; i < workload.observations; i++) {
    const entity = ids[i % ids.length]
    const value = ['planned', 'in_progress', 'blocked', 'completed'][(n + i) % 4]
    await query('INSERT INTO serial_baseline.observation VALUES ($1, $2, $3)', [meeting, entity, value])
  }
  for (const entity of ids) {
    const prior = await query('SELECT value FROM serial_baseline.state WHERE entity = $1 ORDER BY at DESC LIMIT 1', [
      entity,
    ])
    const value = ['planned', 'in_progress', 'blocked', 'completed'][n % 4]
    if (prior.rows[0]?.value === value) continue
    await query('INSERT INTO serial_baseline.state VALUES ($1, $2, now())', [entity, value])
    await query('INSERT INTO serial_baseline.transition VALUES ($1, $2, $3, $4)', [
      meeting,
      entity,
      prior.rows[0]?.value ?? null,
      value,
    ])
  }
}

const schema = `
  DROP SCHEMA IF EXISTS serial_baseline CASCADE;
  CREATE SCHEMA serial_baseline;
  CREATE TABLE serial_baseline.meeting (id uuid PRIMARY KEY, title text);
  CREATE TABLE serial_baseline.entity (id uuid PRIMARY KEY, name text UNIQUE);
  CREATE TABLE serial_baseline.mention (meeting uuid, entity uuid);
  CREATE TABLE serial_baseline.observation (meeting uuid, entity uuid, value text);
  CREATE TABLE serial_baseline.state (entity uuid, value text, at timestamptz);
  CREATE INDEX ON serial_baseline.state (entity, at DESC);
  CREATE TABLE serial_baseline.transition (meeting uuid, entity uuid, before text, after text);`
