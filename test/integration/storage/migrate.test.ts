import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../src/storage/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

describe('migrate', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase({ empty: true })
  })
  afterAll(() => database.drop())

  it('applies every migration once', async () => {
    const first = await migrate(database.url)
    const second = await migrate(database.url)

    expect(first.applied.slice(0, 2)).toEqual(['20261121000000_init', '20261121000001_security'])
    expect(second.applied).toEqual([])
  })

  it('gives a copy of the template everything', async () => {
    const copy = await createTestDatabase()
    const client = new pg.Client({ connectionString: copy.url })
    await client.connect()

    const { rows } = await client.query('SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NULL')

    expect(rows).toEqual([{ n: 0 }])
    expect(await migrate(copy.url)).toEqual({ applied: [] })
    await client.end()
    await copy.drop()
  })
})
