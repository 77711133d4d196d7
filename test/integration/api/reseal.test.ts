import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSecretBox } from '../../../src/platform/secret-box.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { createResealSecrets } from '../../../src/usecases/setup/reseal-secrets.ts'
import { createTenantWork } from '../../../src/usecases/tenant-work.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'

const [old, next, other] = [randomBytes(32), randomBytes(32), randomBytes(32)]
let api: TestApi
beforeAll(async () => {
  api = await startTestApi({ secrets: createSecretBox([old]) })
})
afterAll(() => api.close())

const resealWith = (keys: Buffer[], { failAt = Number.POSITIVE_INFINITY }: { failAt?: number } = {}) => {
  const { database } = api
  const read = createTenantWork(database, { repeat: true, waitMs: 1000 })
  let writes = 0
  return createResealSecrets({
    ...{ database, read, secrets: createSecretBox(keys) },
    work: async (tenantId, change) => {
      writes += 1
      if (writes > failAt) throw new Error('the machine went away')
      return read(tenantId, change)
    },
  })
}
const addWebhooks = async (tenant: TestTenant, count: number): Promise<Map<string, string>> => {
  const made = new Map<string, string>()
  for (let n = 0; n < count; n++) {
    const { body } = await clientOf(api, tenant.key).post('/v1/webhooks', {
      url: `https://example.com/${n}`,
      events: ['*'],
    })
    made.set(body.id, body.secret)
  }
  return made
}
const keptOf = (tenant: TestTenant) => inTenant(api.database, tenant.tenantId, (tx) => tx.webhook.findMany())
/** What each key alone reads, of the current and the previous secret. */
const readWith = async (key: Buffer, tenant: TestTenant) =>
  new Map((await keptOf(tenant)).map(({ id, secret }) => [id, createSecretBox([key]).open(secret, id)]))

describe('changing the key of the secrets at rest', () => {
  it('seals all of every tenant with the first key, goes on where it was stopped, and shows no secret', async () => {
    const [one, two] = [await api.addTenant('one'), await api.addTenant('two')]
    const [ofOne, ofTwo] = [await addWebhooks(one, 3), await addWebhooks(two, 2)]
    const [rotated = ''] = ofOne.keys()
    const { body } = await clientOf(api, one.key).post(`/v1/webhooks/${rotated}/rotate`, { graceHours: 1 })
    ofOne.set(rotated, body.secret)

    const counted = await resealWith([next, old])({ dryRun: true })
    await expect(resealWith([next, old], { failAt: 2 })({ dryRun: false })).rejects.toThrow('went away')
    const rest = await resealWith([next, old])({ dryRun: false })
    const again = await resealWith([next, old])({ dryRun: false })

    expect([counted, rest, again]).toEqual([
      { webhooks: 5, resealed: 5, shut: [] },
      { webhooks: 5, resealed: 3, shut: [] },
      { webhooks: 5, resealed: 0, shut: [] },
    ])
    expect(await readWith(next, one)).toEqual(ofOne)
    expect(await readWith(next, two)).toEqual(ofTwo)
    const previous = (await keptOf(one)).find(({ id }) => id === rotated)?.previousSecret ?? ''
    expect(createSecretBox([next]).open(previous, rotated)).toMatch(/^whsec_/)
    await expect(readWith(old, one)).rejects.toThrow('SECRETS_KEY lacks')
  })

  it('names what no key opens, and leaves it as it is', async () => {
    const third = await api.addTenant('third')
    const [id = ''] = (await addWebhooks(third, 1)).keys()
    const before = await keptOf(third)
    const { shut } = await resealWith([other, next])({ dryRun: false })

    expect(shut).toEqual([id])
    expect(await keptOf(third)).toEqual(before)
  })

  it('takes up what was kept before there was a key', async () => {
    const fourth = await api.addTenant('fourth')
    const made = await addWebhooks(fourth, 1)
    const [[id = '', secret = ''] = []] = [...made]
    await inTenant(api.database, fourth.tenantId, (tx) => tx.webhook.updateMany({ data: { secret } }))
    await resealWith([next, old, other])({ dryRun: false })

    expect((await keptOf(fourth))[0]?.secret).not.toContain(secret)
    expect((await readWith(next, fourth)).get(id)).toBe(secret)
  })
})
