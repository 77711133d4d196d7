import { expect, it } from 'vitest'
import { createLogLimiter } from '../../../src/platform/log-limiter.ts'
import { patiently } from '../../../src/platform/patiently.ts'

it('lets one line through per interval and tells how many it held back', () => {
  let now = 0
  const lines: string[] = []
  const limit = createLogLimiter(1_000, () => now)
  const say = (key: string) => limit(key, (held) => lines.push(`${key} ${held}`))

  for (let index = 0; index < 5; index += 1) say('redis')
  say('pool')
  now = 1_000
  say('redis')

  expect(lines).toEqual(['redis 0', 'pool 0', 'redis 4'])
})

it('repeats bookkeeping through an outage, and nothing else', async () => {
  let outages = 2
  const passing = (error: unknown) => (error as Error).message === 'away'
  const work = async () => {
    if (outages-- > 0) throw new Error('away')
    return 'written'
  }

  expect(await patiently(work, { passing, forMs: 5_000 })).toBe('written')
  await expect(patiently(async () => Promise.reject(new Error('bug')), { passing, forMs: 5_000 })).rejects.toThrow(
    'bug',
  )
})
