import type { Grounds } from '../outcome.ts'
import type { SameValue } from './same-value.ts'
import type { FindEntity } from './series-entities.ts'

export type Value = string | number | null

export type SeriesTransition = {
  entity: string
  dimension: string
  from: Value
  to: Value
  segment: number
  quote: string
  /** How it is said: explicit, implicit, corrected, retracted. */
  cue: string
}

/** A passage near which a change that did not happen may be reported. */
export type SeriesTrap = { entity: string; dimension: string; trap: string; segment: number; quote: string }

export type TransitionPrediction = {
  kind?: 'transition'
  meetingId: string
  entity: string
  dimension: string
  from: Value
  to: Value
  /** 1..100; no score looks at it. */
  confidence?: number | undefined
  /** What the confidence was told from; no score looks at it. */
  grounds?: Grounds | undefined
}

export type SeriesVerdict =
  | 'right'
  | 'wrong value'
  | 'missed'
  | 'trap taken'
  | 'trap passed'
  | 'false alarm'
  | 'unknown entity'

export type SeriesJudgement = {
  verdict: SeriesVerdict
  meetingId: string
  entity: string
  dimension: string
  gold: SeriesTransition | SeriesTrap | null
  said: TransitionPrediction | null
  fromRight: boolean
}

type Labels = {
  meetingId: string
  transitions: readonly SeriesTransition[]
  nonChanges: readonly SeriesTrap[]
}

const keyOf = (meetingId: string, entity: string, dimension: string): string => `${meetingId}|${entity}|${dimension}`

/** Judges predicted net changes: labelled transitions and traps first, then what was said besides. */
export const judgeSeries = (
  gold: readonly Labels[],
  seriesOf: ReadonlyMap<string, string>,
  predictions: readonly TransitionPrediction[],
  findEntity: FindEntity,
  sameValue: SameValue,
) => {
  const said = new Map<string, TransitionPrediction>()
  const unknown: TransitionPrediction[] = []
  for (const row of predictions) {
    if (row.to === row.from) continue
    const entity = findEntity(seriesOf.get(row.meetingId), row.entity)
    if (entity) said.set(keyOf(row.meetingId, entity, row.dimension), { ...row, entity })
    else unknown.push(row)
  }

  const labelled = new Set<string>()
  const look = (meetingId: string, entity: string, dimension: string): TransitionPrediction | null => {
    const key = keyOf(meetingId, entity, dimension)
    labelled.add(key)
    return said.get(key) ?? null
  }
  const judgeTransition = (meetingId: string, row: SeriesTransition): SeriesJudgement => {
    const { entity, dimension } = row
    const found = look(meetingId, entity, dimension)
    const same = (one: Value | undefined, other: Value) => sameValue(seriesOf.get(meetingId), dimension, one, other)
    const right = found !== null && same(found.to, row.to)
    const verdict = right ? 'right' : found ? 'wrong value' : 'missed'
    return {
      verdict,
      meetingId,
      entity,
      dimension,
      gold: row,
      said: found,
      fromRight: right && same(found.from, row.from),
    }
  }
  const judgeTrap = (meetingId: string, row: SeriesTrap): SeriesJudgement => {
    const { entity, dimension } = row
    const found = look(meetingId, entity, dimension)
    const verdict = found ? 'trap taken' : 'trap passed'
    return { verdict, meetingId, entity, dimension, gold: row, said: found, fromRight: false }
  }
  const beside = (verdict: SeriesVerdict, row: TransitionPrediction): SeriesJudgement => {
    const { meetingId, entity, dimension } = row
    return { verdict, meetingId, entity, dimension, gold: null, said: row, fromRight: false }
  }

  const judgements = gold.flatMap(({ meetingId, transitions, nonChanges }) => [
    ...transitions.map((row) => judgeTransition(meetingId, row)),
    ...nonChanges.map((row) => judgeTrap(meetingId, row)),
  ])
  for (const [key, row] of said) if (!labelled.has(key)) judgements.push(beside('false alarm', row))
  for (const row of unknown) judgements.push(beside('unknown entity', row))
  return { judgements, said: [...said.values()], unknownEntity: unknown.length }
}
