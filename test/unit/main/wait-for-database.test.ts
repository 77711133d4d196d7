import { describe, expect, it, vi } from 'vitest'
import { waitForDatabase } from '../../../src/main/wait-for-database.ts'

const startingUp = Object.assign(new Error('the database system is starting up'), { code: '57P03' })
const patience = { forMs: 1_000, everyMs: 1 }

/** Fails as often as there are errors, and is open then. */
const failing = (...errors: Error[]) =>
  vi.fn(async () => {
    const error = errors.shift()
    if (error) throw error
    return 'open'
  })

describe('a process that starts while its database restarts', () => {
  it('waits for it, and says so once', async () => {
    const log = { warn: vi.fn() }
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

    expect(await waitForDatabase(failing(refused, startingUp, startingUp), log, patience)).toBe('open')
    expect(log.warn).toHaveBeenCalledTimes(1)
  })

  it('ends at once when the database refuses it', async () => {
    const open = failing(Object.assign(new Error('password authentication failed'), { code: '28P01' }))

    await expect(waitForDatabase(open, { warn: vi.fn() }, patience)).rejects.toThrow(/password/)
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('ends when the database does not come', async () => {
    const open = vi.fn(() => Promise.reject(startingUp))

    await expect(waitForDatabase(open, { warn: vi.fn() }, { forMs: 20, everyMs: 5 })).rejects.toThrow(/starting up/)
    expect(open.mock.calls.length).toBeGreaterThan(1)
  })
})
