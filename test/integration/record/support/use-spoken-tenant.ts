import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type SpokenApi, type SpokenTenant, startSpokenApi } from './spoken-api.ts'

/** For a file of tests: one API for all of them, and before each test another tenant of it. */
export const useSpokenTenant = (): SpokenTenant & Pick<SpokenApi, 'api'> => {
  let product: SpokenApi
  const shared = {} as SpokenTenant & Pick<SpokenApi, 'api'>
  beforeAll(async () => {
    product = await startSpokenApi()
  })
  afterAll(() => product.close())
  beforeEach(async () => {
    Object.assign(shared, await product.open(), { api: product.api })
  })
  return shared
}
