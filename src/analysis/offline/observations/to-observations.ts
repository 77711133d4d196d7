import type { Basis, ExtractedObservation } from '../../../domain/observation/observation.ts'
import { quoteOf } from '../quote.ts'
import type { ChosenName } from './choose-name.ts'
import type { FocusWindow } from './focus-window.ts'
import type { Statement } from './statement.ts'

const namedBonus = 10

/** Statements as observations of the record, each with what it is about as far as its own words tell. */
export const toObservations = (
  statements: readonly Statement[],
  namesFor: (statement: Statement) => readonly ChosenName[],
  focusWindow: FocusWindow,
): ExtractedObservation[] => {
  const rows = statements.flatMap((statement) => {
    const { sentence, dimension, op, value, valueName, modality, effectiveAt, confidence, cue } = statement
    return namesFor(statement).map((chosen) => ({
      segment: sentence.segment,
      start: sentence.tokens[statement.from]?.start ?? sentence.start,
      ...chosen,
      within: chosen.name === null ? focusWindow(statement) : null,
      dimension: dimension.name,
      op,
      value,
      valueName,
      modality,
      effectiveAt,
      basis: basisOf(statement),
      confidence: Math.min(98, confidence + (chosen.name ? namedBonus : 0)),
      cue,
      quote: quoteOf(sentence, statement.from, statement.to),
    }))
  })
  return numbered(rows)
}

/** A conclusion is one whatever it concludes; the labels of the readers of answers and requests are their cues. */
const basisOf = ({ sentence, op, cue }: Statement): Basis => {
  if (sentence.kind === 'conclusion') return 'conclusion'
  if (cue.startsWith('silence after')) return 'silence'
  if (cue.startsWith('assent to')) return 'granted'
  if (cue.startsWith('answer')) return 'answer'
  return op === 'shift' || op === 'advance' ? 'relative' : 'told'
}

/** Nobody states more in one utterance; what does is no speech, and an order key has room for four digits. */
const mostPerSegment = 500

/** Ordinals count within a segment, in the order of speech. */
const numbered = (rows: readonly Omit<ExtractedObservation, 'ordinal'>[]): ExtractedObservation[] => {
  const next = new Map<number, number>()
  return rows
    .toSorted((a, b) => a.segment - b.segment || a.start - b.start || compare(a.dimension, b.dimension))
    .flatMap((row) => {
      const ordinal = next.get(row.segment) ?? 0
      next.set(row.segment, ordinal + 1)
      return ordinal < mostPerSegment ? [{ ...row, ordinal }] : []
    })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
