import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseFailpoints } from '../../../src/platform/failpoints.ts'

/** Arming is of a whole process: each test gets a module of its own. */
const load = async () => {
  vi.resetModules()
  return import('../../../src/platform/failpoints.ts')
}

afterEach(() => void vi.restoreAllMocks())

describe('failpoints', () => {
  it('are read from a setting', () => {
    expect(parseFailpoints('extract:written=kill@2, reconcile:worked[r-1]=hang:3000@*')).toEqual([
      { name: 'extract:written', subject: undefined, action: 'kill', ms: 0, nth: 2 },
      { name: 'reconcile:worked', subject: 'r-1', action: 'hang', ms: 3000, nth: 'each' },
    ])
  })

  it.each(['extract=kill', 'extract:written=die', 'extract:written=hang', 'extract:written=kill@x'])(
    'are refused when not understood: %s',
    (text) => {
      expect(() => parseFailpoints(text)).toThrow(/FAILPOINTS/)
    },
  )

  it('do nothing unless armed', async () => {
    const { failpoint, armFailpoints } = await load()
    armFailpoints({})

    expect(failpoint('extract:written')).toBeUndefined()
  })

  it('act at the time, the place and the subject they name', async () => {
    const { failpoint, armFailpoints } = await load()
    armFailpoints({ FAILPOINTS: 'extract:written[r-1]=throw@2' })

    await failpoint('extract:written', 'r-1')
    await failpoint('extract:written', 'r-2')
    await failpoint('extract:worked', 'r-1')
    await expect(failpoint('extract:written', 'r-1')).rejects.toThrow('failpoint extract:written')
    await failpoint('extract:written', 'r-1')
  })

  it('are refused in production unless somebody says that they are meant', async () => {
    const { armFailpoints } = await load()
    const env = { NODE_ENV: 'production', FAILPOINTS: 'extract:written=kill' }

    expect(() => armFailpoints(env)).toThrow(/production/)
    expect(() => armFailpoints({ ...env, ALLOW_FAILPOINTS: 'true' })).not.toThrow()
  })
})
