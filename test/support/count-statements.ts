import pg from 'pg'
import { vi } from 'vitest'

/** Statements that this process sends to Postgres while it works, transactions included; or those that have a text in them. */
export const countStatements = async (work: () => Promise<unknown>, having = ''): Promise<number> => {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const texts = spy.mock.calls.map(([query]: unknown[]) => JSON.stringify(query))
  spy.mockRestore()
  return texts.filter((text) => text.includes(having)).length
}
