import { sha256 } from '../ids.ts'
import { type IdentityInput, meetingIdentity } from '../meeting/identity.ts'

/** A transcript by the hash of its content, and as it is stored. */
export type MarkedContent = { hash: string; body: string }

export type MarkedMeeting = Omit<IdentityInput, 'contentHash'> & {
  tenantId: string
  /** As it is stored; it may be known under an external id and by its content. Null: the content alone is remembered. */
  identity: string | null
  contents: readonly MarkedContent[]
}

/** Fewer characters are said alike in many meetings: such words are the same meeting only at the same time. */
const tellingLength = 200

/**
 * Under which hashes an erased meeting is remembered, and under which an incoming one is looked for: its identity, the
 * identity of the same words without an external id, and the words themselves where nobody else says them. Salted with
 * the tenant, so that a hash tells nothing to another one.
 */
export const tombstoneMarks = (meeting: MarkedMeeting): string[] => {
  const { tenantId, identity, contents, source, declared, series } = meeting
  const marks = [
    ...(identity === null ? [] : [identity]),
    ...contents.flatMap(({ hash, body }) => [
      meetingIdentity({ source, externalId: null, contentHash: hash, declared, series }),
      ...(body.length < tellingLength ? [] : [`content:${hash}`]),
    ]),
  ]
  return [...new Set(marks.map((mark) => sha256(`${tenantId}\u001f${mark}`)))].sort()
}
