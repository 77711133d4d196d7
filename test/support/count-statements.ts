import pg from 'pg'
import { vi } from 'vitest'

/** Statements that this process sends to Postgres while it works, transactions included. */
export const countStatements = async (work: () => Promise<unknown>): Promise<number> => {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const { length } = spy.mock.calls
  spy.mockRestore()
  return length
}
