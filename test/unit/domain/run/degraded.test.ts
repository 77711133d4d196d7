import { describe, expect, it } from 'vitest'
import { coverSegments } from '../../../../src/domain/run/cover-segments.ts'
import { mayPass } from '../../../../src/domain/run/passing-reason.ts'
import { planUpgrades } from '../../../../src/domain/run/plan-upgrades.ts'

const segments = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => ({ index: from + at }))

describe('a coverage report', () => {
  it('keeps apart neighbours that left other work to rules, and what does not adjoin', () => {
    const left = (part: string) => [{ part, reason: 'timeout' }]
    const report = coverSegments([
      { segments: segments(0, 0), engine: 'mixed', fallbacks: left('observations') },
      { segments: segments(1, 1), engine: 'mixed', fallbacks: left('insights') },
      { segments: segments(3, 3), engine: 'mixed', fallbacks: left('insights') },
    ])

    expect(report.parts.map(({ from, to }) => [from, to])).toEqual([
      [0, 0],
      [1, 1],
      [3, 3],
    ])
  })

  it('joins neighbours that were read alike, and keeps apart what was left to rules or not read', () => {
    const fallbacks = [{ part: 'observations', reason: 'timeout' }]
    const report = coverSegments([
      { segments: segments(0, 1), engine: 'llm', fallbacks: [] },
      { segments: segments(2, 4), engine: 'llm', fallbacks: [] },
      { segments: segments(5, 5), engine: 'mixed', fallbacks },
      { segments: segments(6, 7), engine: 'llm', error: 'analysis_failed' },
      { segments: segments(8, 9), engine: 'llm', fallbacks: [] },
    ])

    expect(report).toEqual({
      segments: 10,
      read: 8,
      gaps: [{ from: 6, to: 7, reason: 'analysis_failed', engine: 'llm' }],
      parts: [
        { from: 0, to: 4, engine: 'llm', fallbacks: [] },
        { from: 5, to: 5, engine: 'mixed', fallbacks },
        { from: 8, to: 9, engine: 'llm', fallbacks: [] },
      ],
    })
  })
})

describe('what was left to rules', () => {
  it.each([
    [['timeout'], true],
    [['budget'], true],
    [['refusal'], false],
    [['bad_output', 'truncated'], false],
    [['refusal', 'overloaded'], true],
    [[], true],
  ])('because of %j may come out better later: %s', (reasons, expected) => {
    expect(mayPass(reasons)).toBe(expected)
  })
})

describe('upgrades', () => {
  const options = { everyMs: 60_000, atOnce: 20 }
  const unknown = { well: false, failures: 0 }

  it('begin with one, and wait for it', () => {
    expect(planUpgrades(unknown, [], options)).toMatchObject({ start: 1, well: false })
    expect(planUpgrades(unknown, ['open'], options)).toMatchObject({ start: 0 })
  })

  it('are looked at soon, or as often as is told', () => {
    expect(planUpgrades(unknown, [], options).waitMs).toBe(2_000)
    expect(planUpgrades(unknown, [], { ...options, everyMs: 500 }).waitMs).toBe(500)
  })

  it('fill up to the bound once one came out well', () => {
    expect(planUpgrades({ well: false, failures: 3 }, ['well'], options)).toMatchObject({
      ...{ start: 20, well: true, failures: 0 },
    })
    expect(planUpgrades({ well: true, failures: 0 }, ['open', 'open', 'well'], options)).toMatchObject({ start: 18 })
  })

  it('stop when one comes out degraded, whatever else did, and wait twice as long each time up to a bound', () => {
    expect(planUpgrades({ well: true, failures: 0 }, ['well', 'degraded', 'open'], options)).toEqual({
      ...{ well: false, failures: 1, start: 0, waitMs: 120_000 },
    })
    expect(planUpgrades({ well: false, failures: 9 }, ['degraded'], options).waitMs).toBe(16 * 60_000)
  })
})
