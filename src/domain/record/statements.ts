import type { NameSource } from '../name/name.ts'
import type { NameLink, NamePin } from '../name/name-link.ts'
import type { Equivalence } from '../observation/equivalence.ts'
import type { Operation } from '../observation/observation.ts'
import type { Relink } from './name-meaning.ts'

/** A user's or a catalogue's word about the state of what a name stands for. */
export type Assertion = {
  id: string
  origin: 'user' | 'import'
  nameId: string
  dimension: string
  op: Operation
  value: string | null
  valueNameId: string | null
  /** Null: it stands at a time of its own. Else it is said of this meeting, and counts while the meeting does. */
  meetingId: string | null
  /** Of what is said of a meeting: what follows the order key of the meeting. */
  orderKey: string
  /** ISO 8601 in UTC. */
  occurredAt: string
  recorded: number
  note: string | null
}

/** A user's word that a meeting's claim about a dimension does not count: one claim, or (null) all of them. */
export type NameVeto = {
  id: string
  nameId: string
  meetingId: string
  dimension: string
  claim: { op: Operation; value: string | null; valueNameId: string | null } | null
}

/** Every fact of a tenant that no meeting gives: imports, what users say, and what models judged. Each has an id. */
export type Statements = {
  sources: NameSource[]
  links: NameLink[]
  pins: NamePin[]
  relinks: Relink[]
  assertions: Assertion[]
  vetoes: NameVeto[]
  equivalences: Equivalence[]
}

export const noStatements = (): Statements => ({
  sources: [],
  links: [],
  pins: [],
  relinks: [],
  assertions: [],
  vetoes: [],
  equivalences: [],
})

export const joinStatements = (all: readonly Statements[]): Statements => ({
  sources: all.flatMap((one) => one.sources),
  links: all.flatMap((one) => one.links),
  pins: all.flatMap((one) => one.pins),
  relinks: all.flatMap((one) => one.relinks),
  assertions: all.flatMap((one) => one.assertions),
  vetoes: all.flatMap((one) => one.vetoes),
  equivalences: all.flatMap((one) => one.equivalences),
})
