import {
  equivalenceOf,
  isSettled,
  type NameVerdict,
  type TextVerdict,
  verdictLink,
} from '../domain/record/verdict-facts.ts'
import { insertVerdicts } from '../storage/verdicts.ts'
import type { RecordChange } from './change.ts'
import type { RecordSession } from './session.ts'

export type Judgement = { names: readonly NameVerdict[]; texts: readonly TextVerdict[] }

/** Records what a model judged, but for what was settled in the meantime; answers with what changes by it. */
export const recordVerdicts = async (
  { tx, tenantId, next, names }: RecordSession,
  judgement: Judgement,
): Promise<Pick<RecordChange, 'putLinks' | 'putEquivalences'>> => {
  const links = judgement.names
    .filter(({ a, b, analyst }) => {
      const known = names.book.linksOf(a).filter((link) => link.origin === 'model' && (link.a === b || link.b === b))
      return known.every(
        (link) => link.kind === 'unsure' && !isSettled({ verdict: 'unsure', analyst: link.analyst ?? '' }, analyst),
      )
    })
    .map((one) => ({ ...verdictLink(tenantId, one), promptVersion: one.promptVersion }))
  const equivalences = judgement.texts
    .filter(({ dimension, a, b, analyst }) => {
      const known = names.judged.of(dimension, a, b)
      return known === undefined || !isSettled(known, analyst)
    })
    .map((one) => ({ ...equivalenceOf(tenantId, one), promptVersion: one.promptVersion }))
  if (links.length + equivalences.length > 0) await insertVerdicts(tx, tenantId, next, { links, equivalences })
  return { putLinks: links, putEquivalences: equivalences }
}
