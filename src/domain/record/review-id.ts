import { sha256 } from '../ids.ts'
import type { Operation } from '../observation/observation.ts'

/**
 * What somebody may look at again, by what it means and not by any row: reading the meeting again gives it the same id.
 */
export type ReviewSubject =
  /** What a meeting says about a dimension of what a name stands for. */
  | { kind: 'claim'; meetingId: string; nameId: string; claim: string }
  /** Two names that may be one thing, the lower id first. */
  | { kind: 'merge'; nameId: string; otherId: string }
  /** A name that was said in a meeting and may mean several things. */
  | { kind: 'unlinked'; meetingId: string; nameId: string }
  /** A thing of which nobody told the type. */
  | { kind: 'type'; nameId: string }

/** What is claimed, in one short word. Of a dimension it comes to the same whether a value is set or added. */
export const claimOf = (said: { dimension: string; op: Operation; value: string | null }): string =>
  sha256(JSON.stringify([said.dimension, said.op === 'add' ? 'set' : said.op, (said.value ?? '').toLowerCase()])).slice(
    0,
    16,
  )

export const reviewIdOf = (subject: ReviewSubject): string => {
  switch (subject.kind) {
    case 'claim':
      return ['claim', subject.meetingId, subject.nameId, subject.claim].join('.')
    case 'merge':
      return ['merge', ...[subject.nameId, subject.otherId].sort()].join('.')
    case 'unlinked':
      return ['unlinked', subject.meetingId, subject.nameId].join('.')
    case 'type':
      return ['type', subject.nameId].join('.')
  }
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const shape = new RegExp(
  `^(?:claim\\.${uuid}\\.${uuid}\\.[0-9a-f]{16}|(?:merge|unlinked)\\.${uuid}\\.${uuid}|type\\.${uuid})$`,
)

/** Null for what is no id of this kind. */
export const parseReviewId = (id: string): ReviewSubject | null => {
  if (!shape.test(id)) return null
  const [kind, first = '', second = '', claim = ''] = id.split('.')
  switch (kind) {
    case 'claim':
      return { kind, meetingId: first, nameId: second, claim }
    case 'merge':
      return { kind, nameId: first, otherId: second }
    case 'unlinked':
      return { kind, meetingId: first, nameId: second }
    default:
      return { kind: 'type', nameId: first }
  }
}
