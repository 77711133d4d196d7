import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../../src/domain/errors.ts'
import { heldCode, remedyFor } from '../../../../src/domain/run/remedies.ts'
import {
  isRunEnded,
  isStepEnded,
  outcomeOf,
  runStatuses,
  type StepStatus,
  stepStatuses,
} from '../../../../src/domain/run/run.ts'
import { type EndedStep, summarizeRun } from '../../../../src/domain/run/summarize-run.ts'

describe('summarizeRun', () => {
  const step = (name: string, fields: Partial<EndedStep> = {}): EndedStep => ({
    ...{
      name,
      status: 'done',
      required: true,
      attempts: 1,
      engine: 'offline',
      degraded: false,
      gaps: false,
      error: null,
    },
    ...{ totals: {}, timings: {}, coverage: null, ...fields },
  })

  it('adds up the figures of its steps and names the engine', () => {
    const summary = summarizeRun([
      step('extract', { totals: { insightCount: 2 }, attempts: 3, timings: { extractMs: 5 } }),
      step('reconcile', { totals: { insightCount: 1, transitionCount: 4 }, engine: null }),
    ])

    expect(summary).toMatchObject({
      status: 'completed',
      engine: 'offline',
      totals: { insightCount: 3, transitionCount: 4, retries: 2 },
      timings: { extractMs: 5 },
    })
  })

  it('says mixed when two engines worked, and degraded when one had to give way', () => {
    expect(summarizeRun([step('extract', { engine: 'llm' }), step('summarize', { degraded: true })])).toMatchObject({
      engine: 'mixed',
      degraded: true,
    })
  })

  it.each([
    [{ status: 'parked', required: true }, 'parked'],
    [{ status: 'failed', required: true }, 'failed'],
    [{ status: 'parked', required: false }, 'completed_with_gaps'],
    [{ gaps: true }, 'completed_with_gaps'],
    [{ status: 'skipped', required: false }, 'completed'],
  ] as const)('with a step %o the run is %s', (fields, status) => {
    expect(summarizeRun([step('extract'), step('other', fields)]).status).toBe(status)
  })

  it('tells which step is to blame and what it said', () => {
    const error = { code: 'crash', message: 'gone', retryable: false }

    expect(summarizeRun([step('extract', { status: 'parked', error })])).toMatchObject({
      error: { ...error, step: 'extract' },
      statusDetail: 'extract: gone',
    })
  })

  it('blames what kept the run from its end, not what came right or was not needed', () => {
    const error = (message: string) => ({ code: 'timeout', message, retryable: true })
    const optional = step('summarize', { status: 'parked', required: false, error: error('late') })
    const required = step('extract', { status: 'parked', error: error('gone') })
    const mended = step('normalize', { error: error('once') })

    expect(summarizeRun([mended, optional, required]).statusDetail).toBe('extract: gone')
    expect(summarizeRun([mended, optional]).statusDetail).toBe('summarize: late')
    expect(summarizeRun([mended])).toMatchObject({ error: null, statusDetail: null })
  })

  it('says nothing of engines that no step has, and counts no retry of a step that never ran', () => {
    expect(summarizeRun([step('a', { engine: null, attempts: 0 }), step('b', { engine: null })])).toMatchObject({
      ...{ engine: null, degraded: false, coverage: null, totals: { retries: 0 } },
    })
  })

  describe('notes of a run that went through', () => {
    const part = (...reasons: string[]) => ({
      ...{ from: 0, to: 1, engine: 'mixed' },
      fallbacks: reasons.map((reason) => ({ part: 'observations', reason })),
    })
    const note = (parts: ReturnType<typeof part>[], injectionCount?: number) =>
      summarizeRun([
        step('normalize'),
        step('extract', {
          coverage: { segments: 4, read: 4, gaps: [], parts },
          totals: injectionCount === undefined ? {} : { injectionCount },
        }),
      ]).statusDetail

    it.each([
      ['nothing', [part()], undefined, null],
      ['no order', [part()], 0, null],
      [
        'what rules read',
        [part('timeout', 'budget'), part(), part('timeout')],
        undefined,
        'rules read part of it in place of a model (timeout, budget)',
      ],
      ['one order', [], 1, '1 passage gives orders to whoever reads the transcript; ignored'],
      ['some orders', [], 3, '3 passages give orders to whoever reads the transcript; ignored'],
      [
        'both',
        [part('budget')],
        2,
        'rules read part of it in place of a model (budget); 2 passages give orders to whoever reads the transcript; ignored',
      ],
    ])('tell %s', (_what, parts, injections, expected) => {
      expect(note(parts, injections)).toBe(expected)
    })
  })

  it('hands on the coverage of the step that read', () => {
    const coverage = { segments: 2, read: 2, gaps: [], parts: [] }

    expect(summarizeRun([step('normalize'), step('extract', { coverage })]).coverage).toEqual(coverage)
  })
})

describe('outcomeOf', () => {
  const of = (...statuses: [StepStatus, boolean][]) =>
    outcomeOf(statuses.map(([status, required]) => ({ name: 'x', status, required })))

  it('is told by what is required: cancelled before parked before failed', () => {
    expect(of(['failed', true], ['parked', true], ['cancelled', true])).toBe('cancelled')
    expect(of(['failed', true], ['parked', true])).toBe('parked')
    expect(of(['failed', true], ['done', true])).toBe('failed')
    expect(of(['cancelled', false], ['done', true])).toBe('completed')
    expect(of(['failed', false], ['done', true])).toBe('completed_with_gaps')
  })
})

describe('an end', () => {
  it('is what nothing follows by itself', () => {
    expect(runStatuses.filter((status) => !isRunEnded(status))).toEqual(['accepted', 'running'])
    expect(stepStatuses.filter((status) => !isStepEnded(status))).toEqual(['waiting', 'ready', 'dispatched', 'running'])
  })
})

describe('a remedy', () => {
  const parking: ErrorCode[] = ['crash', 'exhausted', 'analysis_failed', 'timeout', 'rate_limited', 'overloaded']

  it.each([heldCode, ...parking, 'storage_unavailable', 'internal'])('of %s says what lets it go on', (code) => {
    expect(remedyFor(code)).toMatch(/resume/i)
    expect(remedyFor(code)).not.toBe(remedyFor('no such code'))
  })

  it.each(['empty_transcript', 'invalid_request'])('of %s is another transcript, not another try', (code) => {
    expect(remedyFor(code)).toMatch(/send (the meeting|it) again/i)
  })

  it('of what nobody thought of is an example', () => {
    expect(remedyFor('no such code')).toContain('example')
  })
})
