import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestPace, tokenPace } from '../../../src/storage/model-limits.ts'

/** Starts of calls that are always wanted, by the rule of the database: early by the slack at most. */
const startsWithin = (milliseconds: number, shareMs: number, slackMs: number): number[] => {
  const starts: number[] = []
  for (let arrival = 0, now = 0; ; arrival = Math.max(arrival, now) + shareMs) {
    now = Math.max(now, arrival - slackMs)
    if (now > milliseconds) return starts
    starts.push(now)
  }
}

describe('the pace of requests', () => {
  it('never passes the limit in any minute, and uses nine tenths of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), (rpm) => {
        const { shareMs, slackMs } = requestPace(rpm)
        const starts = startsWithin(180_000, shareMs, slackMs)
        const most = Math.max(
          ...starts.map((from) => starts.filter((at) => at >= from && at < from + 60_000 - 1e-6).length),
        )
        expect(most).toBeLessThanOrEqual(rpm)
        expect(starts.length).toBeGreaterThanOrEqual(Math.floor(rpm * 0.9 * 3))
      }),
      { numRuns: 50 },
    )
  })
})

describe('the pace of tokens', () => {
  it('lets through a minute’s allowance at most, and the last call', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 1_000_000 }),
        fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 200 }),
        (tpm, sizes) => {
          const { tokenMs, slackMs } = tokenPace(tpm)
          let [arrival, now] = [0, 0]
          const calls = sizes.map((tokens) => {
            now = Math.max(now, arrival - slackMs)
            arrival = Math.max(arrival, now) + tokens * tokenMs
            return { at: now, tokens }
          })
          for (const { at: from } of calls) {
            const inside = calls.filter(({ at }) => at >= from && at < from + 60_000)
            const before = inside.slice(0, -1).reduce((sum, { tokens }) => sum + tokens, 0)
            expect(before).toBeLessThanOrEqual(tpm)
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
