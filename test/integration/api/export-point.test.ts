import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportKindNames } from '../../../src/usecases/export/kinds.ts'
import { clientOf, startTestApi, type TestApi } from '../../support/api.ts'
import { runCaptured } from '../../support/cli.ts'

type Row = Record<string, unknown>

let api: TestApi
let server: Server
let url: string
let cwd: string
let client: ReturnType<typeof clientOf>

beforeAll(async () => {
  api = await startTestApi()
  server = api.app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  cwd = mkdtempSync(join(tmpdir(), 'throughline-export-'))
  client = clientOf(api, api.tenant.key)
  const state = (value: string) => ({ status: value })
  const { status, body } = await client.post('/v1/entities/import', {
    entities: [
      { type: 'project', name: 'Lighthouse', aliases: ['Old Light'], state: state('planned') },
      { type: 'project', name: 'Windmill', state: state('blocked') },
      { type: 'project', name: 'Watermill', state: state('completed') },
    ],
  })
  expect(status, JSON.stringify(body)).toBe(200)
})
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await api.close()
})

const take = async (what: string, query: Record<string, string> = {}) => {
  const response = await fetch(`${url}/v1/exports/${what}.jsonl?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${api.tenant.key}` },
  })
  const text = await response.text()
  expect(response.status, text).toBe(200)
  const rows: Row[] = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  return { rows, point: response.headers.get('export-point') ?? '', version: response.headers.get('record-version') }
}
const statesOf = (rows: readonly Row[]) => rows.map(({ name, value }) => `${name}: ${value}`).sort()
const idOf = async (name: string): Promise<string> => {
  const { body } = await client.get(`/v1/entities?q=${name}`)
  return body.items[0].id
}

describe('an export that goes on at an earlier point', () => {
  it('tells each thing with the state that it had then, whatever was merged, corrected or imported since', async () => {
    const before = await take('states')
    const [lighthouse, windmill, watermill] = [
      await idOf('Lighthouse'),
      await idOf('Windmill'),
      await idOf('Watermill'),
    ]
    const merged = await client.post(`/v1/entities/${lighthouse}/merge`, { otherId: windmill })
    const corrected = await client.post(`/v1/entities/${watermill}/correct`, {
      ...{ kind: 'assert', dimension: 'status', value: 'blocked' },
    })
    await client.post('/v1/entities/import', {
      entities: [{ type: 'project', name: 'Late Arrival', state: { status: 'planned' } }],
    })
    const { point } = before
    const then = await take('states', { point })
    const now = await take('states')
    const facts = await take('facts', { point })

    expect([merged.status, corrected.status]).toEqual([200, 200])
    expect(statesOf(before.rows)).toEqual(['Lighthouse: planned', 'Watermill: completed', 'Windmill: blocked'])
    expect(statesOf(then.rows)).toEqual(statesOf(before.rows))
    expect((await take('transitions', { point })).rows.map(({ to }) => to).sort()).toEqual([
      'blocked',
      'completed',
      'planned',
    ])
    expect(then).toMatchObject({ point, version: before.version })
    expect(now.rows).toHaveLength(3)
    expect(statesOf(now.rows)).toContain('Watermill: blocked')
    expect(statesOf(now.rows)).toContain('Late Arrival: planned')
    expect(facts.rows.every(({ version }) => BigInt(String(version)) <= BigInt(before.version ?? ''))).toBe(true)
    expect((await take('facts')).rows.length).toBeGreaterThan(facts.rows.length)
  })
})

describe('throughline export', () => {
  const run = (argv: string[], more: object = {}) =>
    runCaptured([...argv, '--url', url, '--key', api.tenant.key], { cwd, ...more })

  it('brings everything of one moment from a real server', async () => {
    const { code, err } = await run(['export', '--all', 'all'])
    const folder = join(cwd, 'all')
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

    expect([code, err.split('\n').length]).toEqual([0, exportKindNames.length + 1])
    expect(readdirSync(folder)).toHaveLength(exportKindNames.length + 1)
    expect(manifest.recordVersion).toBe((await client.get('/v1/changes?limit=1')).body.version)
    for (const { what, file, rows } of manifest.files) {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)
      expect([what, rows]).toEqual([what, lines.length])
      for (const line of lines) JSON.parse(line)
    }
    const rowsOf = (what: string) => manifest.files.find((file: { what: string }) => file.what === what).rows
    expect(rowsOf('states')).toBe(3)
    // That at an earlier version and what was replaced since are both there.
    expect(rowsOf('transitions')).toBeGreaterThan(3)
  })

  it('leaves the audit log to those who may read it', async () => {
    const key = await api.keyWith(api.tenant, 'read')
    const { code, err } = await runCaptured(['export', '--all', 'some', '--url', url, '--key', key], { cwd })
    const refused = await runCaptured(['export', 'audit', '--url', url, '--key', key], { cwd })

    expect([code, refused.code, refused.out]).toEqual([3, 1, ''])
    expect(err).toContain('audit: left out')
    expect(refused.err).toContain('"admin"')
  })

  it('names what is wrong in the words of the server', async () => {
    const unknown = await run(['export', 'nonsense'])
    const format = await run(['export', 'meetings', '--format', 'ics'])
    const filter = await run(['export', 'usage', '--series', 'x'])

    expect([unknown.code, format.code, filter.code]).toEqual([1, 1, 2])
    expect(unknown.err).toContain('"nonsense": ask for meetings')
    expect(format.err).toContain('"ics" of meetings: ask for jsonl, csv')
    expect(filter.err).toContain('query.series')
  })
})
