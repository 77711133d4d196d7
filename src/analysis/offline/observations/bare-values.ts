import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { clauseAt, type Sentence } from '../reading/sentence.ts'
import type { Statement, StatementContext } from './statement.ts'

const afterValue = new Set(
  'with without pending assuming conditional for on in at and but as is was has by subject today now to of modulo contingent provided including excluding except because after given'.split(
    ' ',
  ),
)

/**
 * A conclusion need not be a sentence: "Stage 3, with mutable semantics" states the value that it names. Only values
 * said with the noun of their dimension count, and only where no other noun follows ("stage 3 reviewers").
 */
export const readBareValues = (
  sentence: Sentence,
  taken: readonly Statement[],
  model: TrackingModel,
  assent: ReadonlySet<string>,
  context: StatementContext,
): Statement[] => {
  if (sentence.kind !== 'conclusion') return []
  return model.dimensions.flatMap((dimension) => {
    if (dimension.kind !== 'vocabulary' || dimension.nouns.length === 0) return []
    const nouns = new Set(dimension.nouns)
    const hits = context.cues.values.get(dimension.name)?.find(sentence.tokens) ?? []
    return hits.flatMap((hit): Statement[] => {
      const isNamed = sentence.tokens.slice(hit.from, hit.to).some((token) => nouns.has(token.norm))
      const isTaken = taken.some((one) => one.dimension === dimension && one.from < hit.to && hit.from < one.to)
      if (!isNamed || isTaken || !opensThere(sentence, hit.from, assent) || !endsThere(sentence, hit.to, assent))
        return []
      const said = context.modalityOf(sentence, hit.from, hit.to)
      const modality = isDenied(sentence, hit.to) ? 'negated' : said
      return [
        {
          sentence,
          dimension,
          op: 'set',
          value: hit.tag.value,
          valueName: null,
          modality,
          effectiveAt: null,
          confidence: modality === 'asserted' ? 80 : 60,
          cue: `conclusion: ${hit.cue}`,
          from: hit.from,
          to: hit.to,
          nameSlot: undefined,
          valueSlot: hit,
          about: { sentence, from: hit.from, nameSlot: undefined },
        },
      ]
    })
  })
}

const beforeValue = new Set(
  'is are at has have to for the a an on in now both all two three we it this still remains remain stays proposal proposals status not no yes'.split(
    ' ',
  ),
)

/** What comes before a bare value says no more than that it is so: "both stage 1", "approved for stage 2". */
const opensThere = (sentence: Sentence, from: number, assent: ReadonlySet<string>): boolean => {
  const clause = clauseAt(sentence, from)
  const before = sentence.tokens.slice(clause.from, from)
  // "Atlas to stage 2", "Consensus on Atlas for stage 2"; but "two people to review for stage 2" is about the people.
  if (before.at(-1)?.norm === 'to' && before.length > 1) return true
  if (before.at(-1)?.norm === 'for' && before.length > 1) return assent.has(before[0]?.norm ?? '')
  return before.every(({ norm }) => beforeValue.has(norm) || assent.has(norm) || /ly$/.test(norm))
}

/** "Stage 1 not reached". */
const isDenied = (sentence: Sentence, to: number): boolean =>
  sentence.tokens
    .slice(to, Math.min(to + 2, clauseAt(sentence, to - 1).to))
    .some(({ norm }) => norm === 'not' || norm === 'denied')

const endsThere = (sentence: Sentence, to: number, assent: ReadonlySet<string>): boolean => {
  const next = sentence.tokens[to]
  if (!next || next.gap > 0 || clauseAt(sentence, to).from === to) return true
  // "Stage 1 status achieved": a word may stand between the value and what was done with it.
  const second = sentence.tokens[to + 1]
  return afterValue.has(next.norm) || assent.has(next.norm) || (second !== undefined && assent.has(second.norm))
}
