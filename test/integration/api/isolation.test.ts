import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../../src/api/route.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { clientOf, startTestApi, type TestApi, type TestTenant } from '../../support/api.ts'
import { ownedIds } from '../../support/owned-ids.ts'
import { seeded } from '../../support/seed-record.ts'

const routes = createRoutes({} as Usecases)
const label = (route: Route) => `${route.method.toUpperCase()} ${route.path}`

let api: TestApi
let intruder: TestTenant
let ids: Record<string, string>

beforeAll(async () => {
  api = await startTestApi()
  intruder = await api.addTenant('intruder')
  ids = await ownedIds(api)
})
afterAll(() => api.close())

const lists = routes.filter((route) => route.method === 'get' && !route.path.includes('{'))

describe('lists', () => {
  it.each(lists.map((route) => [label(route), route] as const))(
    'of another tenant stay empty: %s',
    async (_name, route) => {
      const query = route.path === '/v1/search' ? '?q=zebra' : ''
      const reply = await clientOf(api, intruder.key).get(`${route.path}${query}`)
      const text = JSON.stringify(reply.body)

      expect(reply.status).toBe(200)
      for (const id of [...Object.values(ids), ...Object.values(seeded)].filter((one) => one.length === 36)) {
        expect(text).not.toContain(id)
      }
      expect(text).not.toContain('zebra')
    },
  )
})
