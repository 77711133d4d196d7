import { afterEach, describe, expect, it } from 'vitest'
import { createThreadPool, type ThreadPool } from '../../../src/platform/thread-pool.ts'

const entry = new URL('./fixture-thread.ts', import.meta.url)
let pool: ThreadPool

const open = (taskTimeoutMs = 5_000, threads = 1) => {
  pool = createThreadPool({ entry, threads, taskTimeoutMs, resourceLimits: { maxOldGenerationSizeMb: 64 } })
  return pool
}

afterEach(() => pool.close())

describe('thread pool', () => {
  it('runs more tasks than it has threads', async () => {
    const { run } = open()

    const results = await Promise.all([run('a'), run('b'), run('c')])

    expect(results).toEqual([{ echo: 'a' }, { echo: 'b' }, { echo: 'c' }])
  })

  it('keeps the code of an error', async () => {
    await expect(open().run('refuse')).rejects.toMatchObject({ code: 'invalid_request', message: 'refused' })
  })

  it('ends a task that never returns, and serves the next one', async () => {
    // The next thread starts within this time too, however busy the machine is.
    const { run } = open(5_000)

    const endless = expect(run('loop')).rejects.toMatchObject({ code: 'timeout' })
    const after = run('a')

    await endless
    await expect(after).resolves.toEqual({ echo: 'a' })
  })

  it('survives a task that eats all memory', async () => {
    const { run } = open()

    await expect(run('eat')).rejects.toMatchObject({ code: 'analysis_failed' })
    await expect(run('a')).resolves.toEqual({ echo: 'a' })
  })

  it('ends a running task when its signal fires', async () => {
    const { run } = open()
    const controller = new AbortController()
    const endless = run('loop', controller.signal)

    controller.abort()

    await expect(endless).rejects.toMatchObject({ code: 'cancelled' })
    await expect(run('a')).resolves.toEqual({ echo: 'a' })
  })

  it('refuses a task whose signal has fired already', async () => {
    await expect(open().run('a', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('cancels what waits when it is closed', async () => {
    const { run, close } = open()
    const results = Promise.allSettled([run('loop'), run('a')])

    await close()

    expect((await results).map((result) => result.status)).toEqual(['rejected', 'rejected'])
  })
})
