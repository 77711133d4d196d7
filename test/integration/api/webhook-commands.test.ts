import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../support/api.ts'
import { runCaptured } from '../../support/cli.ts'

let api: TestApi
let server: Server
const run = async (...argv: string[]) => {
  const { port } = server.address() as AddressInfo
  const { code, out, err } = await runCaptured([
    ...[...argv, '--json', '--key', api.tenant.key],
    ...['--url', `http://127.0.0.1:${port}`],
  ])
  const lines = out.split('\n').filter((line) => line !== '')
  return { code, err, rows: lines.map((line) => JSON.parse(line)) }
}

beforeAll(async () => {
  api = await startTestApi()
  server = api.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
})
afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await api.close()
})

describe('the commands for webhooks', () => {
  it('make, change, try and delete one', async () => {
    const [made] = (await run('webhooks', 'create', 'https://example.com/in', '--events', 'run.failed')).rows
    const [rotated] = (await run('webhooks', 'rotate', made.id, '--grace-hours', '0')).rows
    const [tried] = (await run('webhooks', 'test', made.id)).rows
    const [shown] = (await run('deliveries', 'show', tried.id)).rows
    const [off] = (await run('webhooks', 'disable', made.id)).rows
    const again = await run('deliveries', 'replay', tried.id)
    const [on] = (await run('webhooks', 'enable', made.id)).rows
    const [edited] = (await run('webhooks', 'edit', made.id, '--description', 'ours')).rows
    const nothing = await run('webhooks', 'edit', made.id)
    const listed = (await run('webhooks')).rows
    const gone = await run('webhooks', 'delete', made.id)

    expect(rotated).toMatchObject({ id: made.id, previousSecretUntil: null })
    expect(rotated.secret).not.toBe(made.secret)
    expect(shown).toMatchObject({ eventType: 'webhook.test', status: 'dispatched', log: [] })
    expect([off.active, on.active, edited.description]).toEqual([false, true, 'ours'])
    expect([again.code, nothing.code, gone.code]).toEqual([1, 2, 0])
    expect(listed).toMatchObject([{ id: made.id, description: 'ours' }])
    expect((await run('webhooks')).rows).toEqual([])
  })

  it('rehearse what they would send again', async () => {
    const rehearsed = await run('deliveries', 'replay', '--status', 'dead', '--since', '2026-01-01', '--dry-run')

    expect(rehearsed).toMatchObject({ code: 0, rows: [{ dryRun: true, matched: 0 }] })
    expect((await run('deliveries', 'replay')).code).toBe(2)
  })
})
