import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cancelRun, parkRun } from '../../../src/runs/cancel-run.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, openStepRunner, type TestLedger, until } from '../../support/ledger.ts'

let ledger: TestLedger
let model: Server
let url: string
let asked = 0
let hungUp = 0
beforeAll(async () => {
  ledger = await openLedger()
  // A model that never answers, and notes when its caller gives up.
  model = createServer((_request, response) => {
    asked += 1
    response.on('close', () => {
      hungUp += 1
    })
  })
  await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(model.address() as AddressInfo).port}`
})
afterAll(async () => {
  model.closeAllConnections()
  await new Promise((resolve) => model.close(resolve))
  await ledger.close()
})

it.each([
  ['cancelled', cancelRun],
  ['parked', parkRun],
])(
  'a model call of a run that is %s ends within a second, although leases are renewed more seldom',
  async (status, stop) => {
    const before = hungUp
    const worker = openStepRunner(
      ledger,
      {
        normalize: async ({ signal }) => {
          await fetch(url, { signal })
          return { kind: 'done' }
        },
      },
      { renewEveryMs: 60_000 },
    )
    const calls = asked
    const run = await ledger.submit()
    const running = run.dispatch.map(worker.run)
    await until(async () => asked > calls)
    // A call that is younger than the look is looked at by the next one: this one is old, as those of models are.
    await new Promise((resolve) => setTimeout(resolve, 600))

    const startedAt = performance.now()
    await inTenant(ledger.db, run.tenantId, (tx) => stop(tx, run))
    await until(async () => hungUp > before)
    const tookMs = performance.now() - startedAt
    await Promise.all(running)
    await worker.close()

    expect(tookMs).toBeLessThan(1_000)
    expect(await ledger.read(run.runId)).toMatchObject({ status, openSteps: 0 })
  },
)
