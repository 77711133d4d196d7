import { sha256 } from '../ids.ts'
import type { Precision } from './meeting.ts'

export type IdentityInput = {
  source: string
  externalId: string | null
  contentHash: string
  /** The time as declared; null when the meeting told none, so that sending it again later finds the same meeting. */
  declared: { occurredAtMs: number; precision: Precision } | null
  series: string | null
}

const separator = '\u001f'

/**
 * Which submissions are the same meeting. An external id decides alone within its source: other content under it is a
 * new generation. Without one, content, declared time and series together do, since "no updates" is said in many
 * meetings.
 */
export const meetingIdentity = (input: IdentityInput): string => {
  if (input.externalId !== null) return `ext:${encodeURIComponent(input.source)}:${input.externalId}`
  const time = input.declared ? `${input.declared.precision}${separator}${input.declared.occurredAtMs}` : ''
  return `hash:${sha256([input.contentHash, time, input.series ?? ''].join(separator))}`
}
