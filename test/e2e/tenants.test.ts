import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOf, startTestApi, type TestApi } from '../support/api.ts'

const command = fileURLToPath(new URL('../../bin/throughline.mjs', import.meta.url))

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** The command line as the operator runs it, on the machine of the database. */
const tenants = (...args: string[]) =>
  new Promise<{ code: number; lines: Record<string, string>[]; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: api.databaseUrl, LOG_LEVEL: 'error' }
    execFile(process.execPath, [command, 'tenants', ...args], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const lines = stdout.split('\n').filter(Boolean)
      resolve({ code: Number(error?.code ?? 0), lines: lines.map((line) => JSON.parse(line)), err: stderr })
    })
  })

describe('throughline tenants', () => {
  it('makes a tenant whose first key opens it, shuts it out and lets it in again, and says so in its audit log', async () => {
    const { lines } = await tenants('create', 'Second house', '--time-zone', 'Europe/Paris')
    const [{ tenantId = '', key = '' } = {}] = lines
    const standing = async () => (await clientOf(api, key).get('/v1/meetings')).status
    const made = await standing()
    const suspended = await tenants('suspend', tenantId)
    const shut = await standing()
    await tenants('resume', tenantId)
    const { body } = await clientOf(api, key).get('/v1/audit')

    expect([made, suspended.code, shut, await standing()]).toEqual([200, 0, 403, 200])
    expect(body.items.map((entry: { action: string }) => entry.action)).toEqual([
      'resumeTenant',
      'suspendTenant',
      'createTenant',
    ])
    expect(body.items[0]).toMatchObject({ actor: expect.stringMatching(/^operator:/), target: tenantId })
    expect((await tenants()).lines).toContainEqual(expect.objectContaining({ name: 'Second house', suspendedAt: null }))
    expect((await clientOf(api, key).post('/v1/keys', { name: 'more', scopes: ['operate'] })).status).toBe(403)
  }, 120_000)

  it('erases a tenant, and prints the receipt', async () => {
    const { lines } = await tenants('create', 'Third house')
    const [{ tenantId = '', key = '' } = {}] = lines
    await clientOf(api, key).post('/v1/meetings', { title: 'Theirs', text: 'Bo: theirs.' })
    const rehearsed = await tenants('erase', tenantId, '--dry-run')
    const erased = await tenants('erase', tenantId, '--reason', 'contract 7 ended')

    expect(rehearsed.lines[0]).toMatchObject({ dryRun: true, counts: { meeting: 1, tenant: 1 } })
    expect(erased.lines[0]).toMatchObject({ status: 'done', verified: true, reason: 'contract 7 ended' })
    expect((await clientOf(api, key).get('/v1/meetings')).status).toBe(401)
    expect((await tenants()).lines).not.toContainEqual(expect.objectContaining({ tenantId }))
  }, 120_000)

  it('sets limits of a tenant by its name, and takes them away', async () => {
    const { tenantId, key } = await api.addTenant('Fourth house')
    const set = await tenants('limits', 'Fourth house', '--per-minute', '1', '--budget', '2.5')
    const submit = async (n: number) =>
      (await clientOf(api, key).post('/v1/meetings', { title: `Theirs ${n}`, text: `Bo: theirs ${n}.` })).status
    const held = [await submit(1), await submit(2)]
    const cleared = await tenants('limits', tenantId, '--clear', '--budget', '3')
    const { body } = await clientOf(api, key).get('/v1/audit')

    expect(set.lines[0]?.limits).toMatchObject({
      submissionsPerMinute: { value: 1, from: 'tenant' },
      dailyBudget: { value: '2.5', from: 'tenant' },
      waitingRuns: { from: 'installation' },
    })
    expect(held).toEqual([202, 429])
    expect(cleared.lines[0]?.limits).toMatchObject({
      submissionsPerMinute: { value: null, from: 'installation' },
      dailyBudget: { value: '3', from: 'tenant' },
    })
    expect(await submit(2)).toBe(202)
    expect(body.items[0]).toMatchObject({ action: 'changeTenant', actor: expect.stringMatching(/^operator:/) })
  }, 120_000)

  it('names what is wrong', async () => {
    const zone = await tenants('create', 'x', '--time-zone', 'Nowhere')
    const unknown = await tenants('suspend', '01890000-0000-7000-8000-00000000dead')

    const price = await tenants('limits', 'first', '--budget', 'lots')

    expect([price.code, price.err]).toEqual([2, expect.stringContaining('must be an amount of US dollars')])
    expect([zone.code, zone.err]).toEqual([2, expect.stringContaining('neither an IANA zone nor an offset')])
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('There is no tenant')])
  }, 120_000)
})
