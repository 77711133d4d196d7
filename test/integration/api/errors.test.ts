import { readFile, writeFile } from 'node:fs/promises'
import request from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemTable } from '../../../src/api/problem.ts'
import { startTestApi, type TestApi } from '../../support/api.ts'
import { badInputs } from '../../support/bad-inputs/all.ts'
import type { BadInput, BadInputContext } from '../../support/bad-inputs/case.ts'

const page = new URL('../../../docs/errors.md', import.meta.url)

let api: TestApi
let context: BadInputContext

beforeAll(async () => {
  api = await startTestApi()
  const other = await api.addTenant('other')
  const submit = (key: string, externalId: string) =>
    request(api.app)
      .post('/v1/meetings')
      .set('Authorization', `Bearer ${key}`)
      .send({ title: 'Weekly', occurredAt: '2025-03-04', externalId, text: 'Ana: Atlas is in progress.' })
  const foreign = await submit(other.key, 'foreign')
  const own = await submit(api.tenant.key, 'own')
  const revoked = await api.usecases.createKey({
    mayGrant: ['read'],
    tenantId: api.tenant.tenantId,
    name: 'revoked',
    scopes: ['read'],
  })
  await api.usecases.revokeKey({ tenantId: api.tenant.tenantId, keyId: revoked.id })
  const expiring = await api.usecases.createKey({
    ...{ mayGrant: ['read'], tenantId: api.tenant.tenantId, name: 'expired', scopes: ['read'] },
    expiresAt: new Date(Date.now() + 50).toISOString(),
  })
  while (Date.now() <= Date.parse(expiring.expiresAt ?? '')) await new Promise(setImmediate)
  context = {
    app: api.app,
    key: api.tenant.key,
    readOnlyKey: await api.keyWith(api.tenant, 'read'),
    revokedKey: revoked.key,
    expiredKey: expiring.key,
    own: own.body,
    foreign: foreign.body,
  }
})
afterAll(() => api.close())

const outcomes = new Map<BadInput, { status: number; code: string }>()

describe('each bad input has its answer', () => {
  it.each(badInputs)('$sent', async (input) => {
    const reply = await input.send(context)

    outcomes.set(input, { status: reply.status, code: reply.body.code ?? '–' })
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status: input.status, code: input.code })
    if (reply.status < 400) return
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(reply.body).toMatchObject({
      type: `urn:throughline:error:${input.code}`,
      status: input.status,
      requestId: reply.headers['x-request-id'],
    })
    if (input.names !== undefined) {
      expect(reply.body.errors.map((error: { path: string }) => error.path)).toContain(input.names)
    }
  })

  it('tells it in docs/errors.md (UPDATE_DOCS=1 writes it anew)', async () => {
    const text = render()
    if (process.env.UPDATE_DOCS === '1') await writeFile(page, text)

    expect(await readFile(page, 'utf8')).toBe(text)
  })
})

const render = (): string => {
  const groups = [...new Set(badInputs.map((input) => input.group))]
  const tables = groups.map((group) => {
    const rows = badInputs
      .filter((input) => input.group === group)
      .map((input) => {
        const { status, code } = outcomes.get(input) ?? { status: 0, code: 'not run' }
        return `| ${input.sent} | ${status} | ${code === '–' ? code : `\`${code}\``} |`
      })
    return `### ${group}\n\n| sent | status | code |\n|---|---|---|\n${rows.join('\n')}\n`
  })
  const codes = Object.entries(problemTable).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`,
  )
  return `# Errors

<!-- Written by test/integration/api/errors.test.ts, which sends each of these and fails when this page is out of date. -->

Every error is a problem document (RFC 9457, \`application/problem+json\`): \`type\`, \`title\`, \`status\`, \`detail\`, \`code\`,
\`requestId\`, and \`errors[{ path, message }]\` when fields are to blame. The list of codes is closed. With 429 and 503 comes
\`Retry-After\` in seconds. Quote the request id when you report something.

## What is sent, and what comes back

${tables.join('\n')}
## Codes

| code | status | meaning |
|---|---|---|
${codes.join('\n')}
`
}
