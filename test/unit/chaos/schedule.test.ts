import { describe, expect, it } from 'vitest'
import { seeded } from '../../../bench/workload.ts'
import { planStorm } from '../../../chaos/schedule.ts'

const anHour = 3_600_000

describe('the plan of a storm', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planStorm(seeded(7), 'redis', anHour)).toEqual(planStorm(seeded(7), 'redis', anHour))
    expect(planStorm(seeded(7), 'redis', anHour)).not.toEqual(planStorm(seeded(8), 'redis', anHour))
  })

  it('has something of everything, in its time', () => {
    const plan = planStorm(seeded(1), 'redis', anHour)
    const times = plan.map((one) => one.atMs)

    expect(new Set(plan.map((one) => one.what)).size).toBe(11)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.at(-1)).toBeLessThan(anHour)
  })

  it('does nothing to a Redis that is not there', () => {
    expect(planStorm(seeded(1), 'postgres', anHour).filter((one) => /Redis/.test(one.what))).toEqual([])
  })

  it('crashes PostgreSQL no more often than its owner starts it again', () => {
    const crashes = planStorm(seeded(1), 'postgres', anHour).filter((one) => one.what === 'crash PostgreSQL')
    const pauses = crashes.slice(1).map((one, at) => one.atMs - (crashes[at]?.atMs ?? 0))

    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(20_000)
  })
})
