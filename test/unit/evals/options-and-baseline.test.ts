import { describe, expect, it } from 'vitest'
import { fallenScores } from '../../../evals/baseline.ts'
import { readOptions } from '../../../evals/options.ts'

describe('options of an evaluation', () => {
  it('default to topics as minutes with a catalogue of names', () => {
    expect(readOptions([])).toMatchObject({
      options: { data: null, catalogue: 'names', granularity: 'topic', variant: 'minutes', limit: null, errors: 0 },
    })
  })

  it.each([
    ['--catalogue', 'all', '--catalogue is "all": use none or names or aliases'],
    ['--errors', 'many', '--errors is "many": use a number'],
    ['--engine', 'oracle', '--engine is "oracle": use offline'],
    ['--bogus', '', "Unknown option '--bogus'"],
  ])('say what is wrong with %s %s', (flag, value, message) => {
    const result = readOptions([flag, ...(value ? [value] : [])])
    expect(result).toMatchObject({ exitCode: 2 })
    expect('message' in result ? result.message : '').toContain(message)
  })

  it('refuse a check of a part: its scores are not those of the baseline', () => {
    expect(readOptions(['--limit', '5', '--check'])).toMatchObject({ exitCode: 2 })
  })
})

describe('a baseline', () => {
  it('is broken by a score that fell by more than the tolerance, or is gone', () => {
    const before = { changeF1: 90, recall: 80, toState: 95 }
    expect(fallenScores(before, { changeF1: 89.4, recall: 79.6 }, 0.5)).toEqual([
      { score: 'changeF1', before: 90, now: 89.4 },
      { score: 'toState', before: 95, now: null },
    ])
  })

  it('holds when scores rise, or fall within the tolerance', () => {
    expect(fallenScores({ changeF1: 90 }, { changeF1: 89.5, newScore: 1 }, 0.5)).toEqual([])
    expect(fallenScores({ changeF1: 90 }, { changeF1: 99 }, 0)).toEqual([])
  })
})
