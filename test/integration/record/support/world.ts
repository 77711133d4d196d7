import type { ExtractedName, ExtractedObservation, Operation } from '../../../../src/domain/observation/observation.ts'
import type { ImportedEntity } from '../../../../src/domain/record/import-statements.ts'

/** A name as people write it; its id follows from the tenant that it is said in. */
export type NameRef = { type: string; surface: string; series?: string }

/** What one processing of a meeting found, and what the meeting says of itself by then. */
export type Reading = {
  title: string
  /** Hours since the first meeting of the world. */
  hour: number
  timeZone: string
  series: string | null
  participants: string[]
  lines: { speaker: string | null; text: string }[]
  names: ExtractedName[]
  observations: ExtractedObservation[]
}

/** What is claimed of a dimension, as it was said. */
export type Claimed = { dimension: string; op: Operation; value: string | null }

/** What a user can say about the record, or a model judge. */
export type Said =
  | { kind: 'same' | 'different'; a: NameRef; b: NameRef }
  | { kind: 'alias'; alias: NameRef; of: NameRef }
  | { kind: 'pin'; name: NameRef; title: string }
  | {
      kind: 'assert'
      name: NameRef
      dimension: string
      op: 'set' | 'add' | 'resolve'
      value: string | null
      hour: number
    }
  | { kind: 'veto'; name: NameRef; meeting: number; dimension: string }
  | ({ kind: 'accept' | 'reject'; name: NameRef; meeting: number; segment: number; ordinal: number } & Claimed)
  | { kind: 'lock'; name: NameRef }
  | { kind: 'relink'; meeting: number; from: NameRef; to: NameRef }
  | Judged

export type Judged =
  | { kind: 'judge-names'; verdict: 'same' | 'different' | 'unsure'; a: NameRef; b: NameRef }
  | { kind: 'judge-texts'; verdict: 'same' | 'different' | 'unsure'; dimension: string; a: string; b: string }

/** One fact that comes or goes. */
export type Step =
  /** `early`: accepted before anything happens, so that earlier processings end after it. */
  | { kind: 'meeting'; meeting: number; generation: number; early: boolean; reading: Reading }
  | { kind: 'delete'; meeting: number }
  | { kind: 'retract' | 'restore'; meeting: number }
  | { kind: 'import'; entities: ImportedEntity[] }
  /** What a catalogue says no longer: things without aliases and state. */
  | { kind: 'unlist'; entities: ImportedEntity[] }
  | { kind: 'say'; id: number; said: Said }
  | { kind: 'withdraw'; id: number; said: Said }

/** Facts in any order. */
export type World = readonly Step[]

/** The step that has to come before this one: nothing is withdrawn before it is said, or relinked before it is there. */
export const needs = (step: Step, other: Step): boolean =>
  (step.kind === 'restore' && other.kind === 'retract' && other.meeting === step.meeting) ||
  (step.kind === 'withdraw' && other.kind === 'say' && other.id === step.id) ||
  (step.kind === 'unlist' && other.kind === 'import' && other.entities === step.entities) ||
  (step.kind === 'say' &&
    step.said.kind === 'relink' &&
    other.kind === 'meeting' &&
    other.meeting === step.said.meeting)

/** The steps in an order that the seed decides, but none before what it needs. */
export const inOrder = (world: World, seed: number): Step[] => {
  const random = randomFrom(seed)
  const left = world.map((step) => ({ step, rank: random() })).sort((a, b) => a.rank - b.rank)
  const ordered: Step[] = []
  while (left.length > 0) {
    const next = left.findIndex(({ step }) => !left.some((other) => needs(step, other.step)))
    ordered.push(...left.splice(Math.max(0, next), 1).map(({ step }) => step))
  }
  return ordered
}

/** Numbers from 0 to 1 that depend on the seed alone. */
const randomFrom = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    return state / 2 ** 32
  }
}
