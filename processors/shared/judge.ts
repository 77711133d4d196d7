import type { Analyst, Fallback, PairVerdict } from '../../src/analysis/analyst.ts'
import type { Questions } from '../../src/record/find-questions.ts'
import type { Judgement } from '../../src/record/record-verdicts.ts'
import type { Database } from '../../src/storage/client.ts'
import type { StepContext } from '../outcome.ts'
import { analysisContext } from './analysis-context.ts'
import { reasonOf } from './reason-of.ts'

export type Judge = Pick<Analyst, 'engine' | 'version' | 'judgeNames' | 'judgeValues'>
export type Judged = Judgement & { fallbacks: Fallback[] }

export const nothingJudged: Judged = { names: [], texts: [], fallbacks: [] }

/**
 * Asks the analyst what rules left open, names and values at the same time. The record does without an answer, so what
 * fails costs its verdicts only and is told as a fallback; ids that were not offered are dropped.
 */
export const judge = async (
  { db, analyst }: { db: Database; analyst: Judge },
  context: StepContext & { meetingId: string },
  { names, values }: Questions,
): Promise<Judged> => {
  const fallbacks: Fallback[] = []
  const ask = async (
    part: string,
    count: number,
    call: (to: Call) => Promise<PairVerdict[]>,
  ): Promise<PairVerdict[]> => {
    if (count === 0) return []
    const to = analysisContext(db, context, context.meetingId)
    try {
      return await call(to)
    } catch (error) {
      context.signal.throwIfAborted()
      fallbacks.push({ part, reason: reasonOf(error) })
      return []
    } finally {
      fallbacks.push(...to.fallbacks)
    }
  }
  const [onNames, onValues] = await Promise.all([
    ask('judged names', names.length, (to) =>
      analyst.judgeNames(
        names.map(({ type, a, b }, id) => ({ id, type, a, b })),
        to,
      ),
    ),
    ask('judged values', values.length, (to) =>
      analyst.judgeValues(
        values.map(({ entity, dimension, a, b }, id) => ({ id, entity, dimension, a: a.text, b: b.text })),
        to,
      ),
    ),
  ])
  const by = ({ verdict, promptVersion }: PairVerdict) => ({ verdict, promptVersion, analyst: analyst.version })
  return {
    fallbacks,
    names: firstOf(onNames).flatMap((answer) => {
      const asked = names[answer.id]
      return asked ? [{ ...by(answer), a: asked.a.id, b: asked.b.id }] : []
    }),
    texts: firstOf(onValues).flatMap((answer) => {
      const asked = values[answer.id]
      return asked ? [{ ...by(answer), dimension: asked.dimension, a: asked.a.key, b: asked.b.key }] : []
    }),
  }
}

type Call = ReturnType<typeof analysisContext>

/** A pair that was answered twice has the first answer. */
const firstOf = (answers: readonly PairVerdict[]): PairVerdict[] =>
  answers.filter(({ id }, at) => answers.findIndex((answer) => answer.id === id) === at)
