import { afterAll, afterEach, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { answering, type ModelServer, startModelServer } from './model-server.ts'
import { goodAnswer, type ModelsOptions, openModels } from './models.ts'

type Closable = { close: () => Promise<unknown> }

/** The answer of a model that is well. */
export const well = () => answering(goodAnswer)

/**
 * For a file of tests of the model layer: one database for all of them; servers, gateways and processes that a test
 * opens are closed after it, the latest first.
 */
export const useModelBench = () => {
  let database: TestDatabase
  const open: Closable[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })
  afterAll(() => database.drop())
  const closing = <T extends Closable>(one: T): T => {
    open.push(one)
    return one
  }
  return {
    databaseUrl: () => database.url,
    closing,
    serve: async (respond: Parameters<typeof startModelServer>[0] = well): Promise<ModelServer> =>
      closing(await startModelServer(respond)),
    open: (options: Omit<ModelsOptions, 'databaseUrl'>, databaseUrl = database.url) =>
      closing(openModels({ ...options, databaseUrl })),
  }
}
