import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/platform/ids.ts'
import { openDatabase } from '../../../src/storage/client.ts'
import { readRunProblems } from '../../../src/storage/find-runs.ts'
import { readBacklog } from '../../../src/storage/read-backlog.ts'
import { readLedgerFigures } from '../../../src/storage/read-figures.ts'
import { listRuns } from '../../../src/storage/read-runs.ts'
import { admitRuns } from '../../../src/storage/sweep.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, openStepRunner, type TestLedger, until } from '../../support/ledger.ts'

/** A million takes minutes to write; the plans are the same from a few ten thousand on. */
const finished = Number(process.env.TEST_FINISHED_RUNS ?? 60_000)
const tenantId = newId()

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
  await ledger.admin.query(
    `WITH runs AS (
       INSERT INTO run (id, tenant_id, kind, status, priority, open_steps, traceparent, created_at, admitted_at, finished_at, error)
       SELECT gen_random_uuid(), $1, 'meeting', CASE WHEN n % 1000 = 0 THEN 'parked' ELSE 'completed' END, 'normal', 0, '-', at, at, at,
              CASE WHEN n % 1000 = 0 THEN '{"code": "crash", "step": "extract", "message": "gone"}'::jsonb END
         FROM generate_series(1, $2::int) n, LATERAL (SELECT now() - n * interval '1 second' AS at) t
       RETURNING id, status)
     INSERT INTO step (run_id, tenant_id, name, queue, needs, required, status, pending)
     SELECT id, $1, 'extract', 'extract', '{}', true, CASE status WHEN 'parked' THEN 'parked' ELSE 'done' END, 0 FROM runs`,
    [tenantId, finished],
  )
  await ledger.admin.query('ANALYZE run, step')
}, 300_000)
afterAll(() => ledger.close())

const rowsScanned = async (): Promise<Record<string, number>> => {
  const { rows } = await ledger.admin.query<{ relname: string; n: number }>(
    `SELECT relname, seq_tup_read::int AS n FROM pg_stat_user_tables WHERE relname IN ('run', 'step') ORDER BY 1`,
  )
  return Object.fromEntries(rows.map((row) => [row.relname, row.n]))
}

describe(`beside ${finished} runs that have ended`, () => {
  it('nothing that is asked again and again reads all runs or all steps', async () => {
    const before = await rowsScanned()
    // Connections of its own: what they have scanned is known once they are closed.
    const db = openDatabase({ url: ledger.url, poolSize: 4, poolTimeoutMs: 20_000 })
    const worker = openStepRunner({ ...ledger, db })
    const run = await ledger.submit({ tenantId })
    await ledger.submit({ tenantId, window: 0 })
    await worker.runAll(run.dispatch)
    await worker.sweep()
    await admitRuns(db, 64)
    await readBacklog(db, newId())
    await readLedgerFigures(db)
    await worker.close()
    const problems = await inTenant(db, tenantId, (tx) => readRunProblems(tx, tenantId, 10))
    await inTenant(db, tenantId, (tx) => listRuns(tx, tenantId, { statuses: ['parked'] }, 50))
    await inTenant(db, tenantId, (tx) => listRuns(tx, tenantId, { id: run.runId }, 1))
    await db.close()

    expect(problems).toMatchObject([{ code: 'crash', runs: Math.floor(finished / 1000) }])
    // One reads all of them on purpose: it is counted, and nothing besides it.
    const scanning = new pg.Client({ connectionString: ledger.url })
    await scanning.connect()
    const { rows } = await scanning.query<{ n: number }>('SELECT count(length(traceparent))::int AS n FROM run')
    await scanning.end()
    const scanned = await until(async () => {
      const after = await rowsScanned()
      const run = (after.run ?? 0) - (before.run ?? 0)
      return run > 0 && { run, step: (after.step ?? 0) - (before.step ?? 0) }
    })
    expect(scanned).toEqual({ run: rows[0]?.n, step: 0 })
  })
})
