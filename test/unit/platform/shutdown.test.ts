import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createShutdown } from '../../../src/platform/shutdown.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }

const standIn = () => {
  const exits: number[] = []
  const host = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) })
  return { host, exits, process: host as unknown as NodeJS.Process }
}

describe('createShutdown', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('closes in the reverse order of registration, one after the other, and exits 0', async () => {
    const { host, exits, process } = standIn()
    const events: string[] = []
    const shutdown = createShutdown({ log: silent, deadlineMs: 1_000, process })
    shutdown.register('database', () => void events.push('database'))
    shutdown.register('server', async () => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      events.push('server')
    })

    host.emit('SIGTERM')
    expect(shutdown.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(500)

    expect(events).toEqual(['server', 'database'])
    expect(exits).toEqual([0])
  })

  it('closes the rest when one part fails, and exits 1', async () => {
    const { host, exits, process } = standIn()
    const closed = vi.fn()
    const shutdown = createShutdown({ log: silent, deadlineMs: 1_000, process })
    shutdown.register('database', closed)
    shutdown.register('broken', () => Promise.reject(new Error('no')))

    host.emit('SIGINT')
    await vi.advanceTimersByTimeAsync(0)

    expect(closed).toHaveBeenCalledOnce()
    expect(exits).toEqual([1])
  })

  it('exits 1 when the deadline passes, not a moment before', async () => {
    const { host, exits, process } = standIn()
    const shutdown = createShutdown({ log: silent, deadlineMs: 1_000, process })
    shutdown.register('stuck', () => new Promise(() => {}))

    host.emit('SIGTERM')
    await vi.advanceTimersByTimeAsync(999)
    expect(exits).toEqual([])
    await vi.advanceTimersByTimeAsync(1)

    expect(exits).toEqual([1])
  })

  it('exits at once at the second signal', async () => {
    const { host, exits, process } = standIn()
    const shutdown = createShutdown({ log: silent, deadlineMs: 1_000, process })
    shutdown.register('stuck', () => new Promise(() => {}))

    host.emit('SIGINT')
    host.emit('SIGINT')

    expect(exits).toEqual([130])
  })

  it('shuts down once however often it is asked', async () => {
    const { exits, process } = standIn()
    const close = vi.fn()
    const shutdown = createShutdown({ log: silent, deadlineMs: 1_000, process })
    shutdown.register('part', close)

    await Promise.all([shutdown.shutDown('done', 3), shutdown.shutDown('again')])

    expect(close).toHaveBeenCalledOnce()
    expect(exits).toEqual([3])
  })
})
