import { describe, expect, it } from 'vitest'
import { type Judge, judge } from '../../../processors/shared/judge.ts'
import type { PairVerdict } from '../../../src/analysis/analyst.ts'
import type { Questions } from '../../../src/record/find-questions.ts'
import type { Database } from '../../../src/storage/client.ts'

const answer = (id: number, verdict: PairVerdict['verdict'] = 'same'): PairVerdict => ({
  ...{ id, verdict, confidence: 90, promptVersion: 'v7' },
})
const anAnalyst = (override: Partial<Judge> = {}): Judge => ({
  engine: 'llm',
  version: 'llm-1',
  judgeNames: async (pairs) => pairs.map(({ id }) => answer(id)),
  judgeValues: async (pairs) => pairs.map(({ id }) => answer(id, 'different')),
  ...override,
})

const named = (id: string) => ({ id, name: id, said: [] })
const questions: Questions = {
  names: [
    { type: 'feature', a: named('n1'), b: named('n2') },
    { type: 'feature', a: named('n3'), b: named('n4') },
  ],
  values: [{ entity: 'Roster', dimension: 'blocker', a: { key: 'ka', text: 'a' }, b: { key: 'kb', text: 'b' } }],
}

const ask = (analyst: Judge, about: Questions = questions, controller = new AbortController()) => {
  const context = {
    ...{ tenantId: 't', runId: 'r', step: 'reconcile', meetingId: 'm', generation: 1, revision: 1, params: {} },
    ...{ traceId: '1'.repeat(32), signal: controller.signal, report: () => {}, carried: {} },
  }
  // Nothing here reads a memo, so no database is asked.
  return judge({ db: {} as Database, analyst }, context, about)
}

describe('judge', () => {
  it('gives verdicts the pairs that they are about, and who gave them', async () => {
    const by = { analyst: 'llm-1', promptVersion: 'v7' }

    expect(await ask(anAnalyst())).toEqual({
      fallbacks: [],
      names: [
        { ...by, verdict: 'same', a: 'n1', b: 'n2' },
        { ...by, verdict: 'same', a: 'n3', b: 'n4' },
      ],
      texts: [{ ...by, verdict: 'different', dimension: 'blocker', a: 'ka', b: 'kb' }],
    })
  })

  it('drops answers to what it did not ask, and second ones', async () => {
    const judgeNames = async () => [answer(1, 'unsure'), answer(7), answer(-1), answer(1, 'same')]

    expect((await ask(anAnalyst({ judgeNames }))).names).toMatchObject([{ verdict: 'unsure', a: 'n3', b: 'n4' }])
  })

  it('asks nothing where nothing is open', async () => {
    const judgeNames = () => Promise.reject(new Error('asked'))

    expect(await ask(anAnalyst({ judgeNames }), { names: [], values: [] })).toEqual({
      fallbacks: [],
      names: [],
      texts: [],
    })
  })

  it('does without the verdicts that nobody gave, and says so', async () => {
    const judgeNames = () => Promise.reject(new Error('down'))
    const judgeValues: Judge['judgeValues'] = async (_, { fellBack }) => {
      fellBack?.({ part: 'judged values', reason: 'rate_limited' })
      return []
    }

    const { fallbacks, names, texts } = await ask(anAnalyst({ judgeNames, judgeValues }))

    expect([names, texts]).toEqual([[], []])
    expect(fallbacks).toContainEqual({ part: 'judged names', reason: 'internal' })
    expect(fallbacks).toContainEqual({ part: 'judged values', reason: 'rate_limited' })
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    const judgeNames = () => {
      controller.abort(new Error('cancelled'))
      return Promise.reject(new Error('aborted'))
    }

    await expect(ask(anAnalyst({ judgeNames }), questions, controller)).rejects.toThrow('cancelled')
  })
})
