import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../src/api/route.ts'
import { createRoutes } from '../../src/api/routes/create-routes.ts'
import { readMeetings } from '../../src/cli/input/read-meetings.ts'
import type { Usecases } from '../../src/usecases/create-usecases.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'

/** What the API answers once real meetings have gone through the whole product: of the shape that its document promises. */
const series = new URL('../../examples/series/curtain-call/', import.meta.url)
const routes = createRoutes({} as Usecases)

type Item = Record<string, string> & { id: string }

let cluster: Cluster
let meetings: Item[]
let entities: Item[]

const read = async (path: string) => {
  const reply = await cluster.call('GET', path)
  expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBe(200)
  return reply.body as { items: Item[] } & Record<string, unknown>
}

beforeAll(async () => {
  cluster = await startCluster({ backend: 'postgres', workers: 1 })
  const files = (await readdir(series)).filter((name) => /^\d/.test(name)).sort()
  const runs: string[] = []
  for (const name of files) {
    const content = await readFile(new URL(name, series), 'utf8')
    for (const { body } of readMeetings(name, content, { series: 'Curtain Call' })) {
      const reply = await cluster.call('POST', '/v1/meetings', body)
      expect(reply.status, JSON.stringify(reply.body)).toBe(202)
      runs.push(String(reply.body.runId))
    }
  }
  for (const id of runs) expect(await read(`/v1/runs/${id}?wait=60s`)).toMatchObject({ status: 'completed' })
  meetings = (await read('/v1/meetings')).items
  entities = (await read('/v1/entities?limit=200')).items
}, 120_000)
afterAll(() => cluster.stop(), 30_000)

const label = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`
/** Meetings alone make none of these; their answers are held against the document where they are made. */
const isMadeElsewhere = ({ path }: Route) => /\{(webhookId|deliveryId|erasureId)\}/.test(path)
const gets = routes.filter((route) => route.method === 'get' && route.answer !== undefined && !isMadeElsewhere(route))

/** Addresses with the ids of what is there: all meetings, the first dozens of entities. */
const addresses = async (route: Route): Promise<string[]> => {
  const fill = (param: string, ids: readonly string[]) => ids.map((id) => route.path.replace(`{${param}}`, id))
  if (route.path.includes('{meetingId}'))
    return fill(
      'meetingId',
      meetings.map((one) => one.id),
    )
  if (route.path.includes('{entityId}'))
    return fill(
      'entityId',
      entities.slice(0, 40).map((one) => one.id),
    )
  if (route.path.includes('{runId}'))
    return fill(
      'runId',
      (await read('/v1/runs')).items.map((one) => one.id),
    )
  if (route.path.includes('{tenantId}')) return fill('tenantId', [String((await read('/v1/tenant')).tenantId)])
  if (route.path.includes('{code}')) return fill('code', ['gtm', 'delivery'])
  if (route.path.includes('{version}')) return fill('version', ['current', '1'])
  return route.path === '/v1/search' ? [`${route.path}?q=seat`] : [route.path]
}

describe('after a series of meetings', () => {
  it.each(gets.map((route) => [label(route), route] as const))(
    '%s answers as its document says',
    async (_name, route) => {
      for (const path of await addresses(route)) {
        const parsed = route.answer?.safeParse(await read(path))
        expect(parsed?.error?.issues, path).toBeUndefined()
      }
    },
  )

  it('has a state at the end of each timeline that is the state now', async () => {
    const full = entities.filter((entity) => Object.keys(entity.state ?? {}).length > 0)
    expect(full.length).toBeGreaterThan(5)
    for (const entity of full) {
      const now = (await read(`/v1/entities/${entity.id}/state`)) as unknown as { state: Record<string, unknown> }
      const atTheEnd = (await read(`/v1/entities/${entity.id}/state?validAt=9999-12-31`)) as unknown as typeof now
      expect(valuesOf(atTheEnd.state), entity.name).toEqual(valuesOf(now.state))
    }
  })

  it('tells in the feed everything that counts, and nothing else that is not superseded', async () => {
    const counted = new Map<string, number>()
    let since = ''
    for (let more = true; more; ) {
      const page = (await read(`/v1/changes?limit=200${since}`)) as unknown as Feed
      for (const { change, transition } of page.items) {
        counted.set(transition.id, (counted.get(transition.id) ?? 0) + (change === 'created' ? 1 : -1))
      }
      since = `&since=${page.nextCursor}`
      more = page.more
    }
    const live = new Set<string>()
    for (const entity of entities) {
      for (const { id } of (await read(`/v1/entities/${entity.id}/timeline?limit=200`)).items) live.add(id)
    }
    expect(new Set([...counted].filter(([, times]) => times > 0).map(([id]) => id))).toEqual(live)
    expect([...counted.values()].every((times) => times === 0 || times === 1)).toBe(true)
  })
})

type Feed = { items: { change: string; transition: { id: string } }[]; nextCursor: string; more: boolean }

/** Values by dimension, without the ids and instants in which the two ways of asking may differ in form. */
const valuesOf = (state: Record<string, unknown>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(state).map(([dimension, values]) => [
      dimension,
      [values]
        .flat()
        .map((one) => (one as { value: string }).value)
        .sort(),
    ]),
  )
