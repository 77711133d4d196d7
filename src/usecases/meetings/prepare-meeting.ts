import { AppError } from '../../domain/errors.ts'
import { canonicalText } from '../../domain/meeting/canonical-text.ts'
import { canonicalTextHash, contentHash } from '../../domain/meeting/content-hash.ts'
import { defaultPersona } from '../../domain/meeting/default-persona.ts'
import { meetingIdentity } from '../../domain/meeting/identity.ts'
import { orderKeyPrefix } from '../../domain/meeting/order-key.ts'
import type { MeetingFields } from '../../storage/meetings.ts'
import type { SubmissionSettings } from '../../storage/tenants.ts'
import { readTime } from './read-time.ts'
import type { MeetingSubmission } from './submission.ts'

export type Transcript = { format: 'text' | 'segments'; body: string; hash: string }

/** The transcript in the form in which it is stored and compared. */
export const prepareTranscript = ({ text, segments }: MeetingSubmission): Transcript => {
  if (segments !== undefined) {
    const said = segments.map((segment) => ({ ...segment, role: segment.role ?? null }))
    if (!said.some((segment) => word.test(segment.text))) throw empty()
    return { format: 'segments', body: JSON.stringify(said), hash: contentHash({ segments: said }) }
  }
  // Before the work of canonical form, which neither makes a word nor takes one away.
  if (text === undefined || !word.test(text)) throw empty()
  const body = canonicalText(text)
  return { format: 'text', body, hash: canonicalTextHash(body) }
}

const word = /[\p{L}\p{N}]/u

const empty = (): AppError => new AppError('empty_transcript', 'There are no words in the transcript.')

/** The row of a submission: which meeting it is and where it stands in time. Pure but for nothing: the clock is given. */
export const prepareMeeting = (
  submission: MeetingSubmission,
  transcript: Transcript,
  settings: SubmissionSettings,
  context: { receivedAtMs: number; traceId: string },
): MeetingFields & { identity: string; declaresTime: boolean } => {
  const s = submission
  refuseUnknown('personas', s.personas ?? [], settings.personas)
  refuseUnknown('lenses', s.lenses, settings.personas)
  refuseUnknown('trackingModel', s.trackingModel === undefined ? [] : [s.trackingModel], settings.trackingModels)
  const zone = s.timeZone ?? settings.timeZone
  const { occurredAtMs, precision, timeZone } = readTime(s.occurredAt, zone, context.receivedAtMs)
  const declared = precision === 'received' ? null : { occurredAtMs, precision }
  const series = s.series ?? null
  const externalId = s.externalId ?? null
  const identity = meetingIdentity({ source: s.source, externalId, contentHash: transcript.hash, declared, series })
  return {
    identity,
    declaresTime: declared !== null,
    externalId,
    source: s.source,
    sourceUrl: s.sourceUrl ?? null,
    contentHash: transcript.hash,
    title: s.title,
    type: s.type,
    occurredAtMs,
    precision,
    timeZone: s.timeZone ?? timeZone,
    sequence: s.sequence,
    orderKey: orderKeyPrefix({ occurredAtMs, precision, sequence: s.sequence, identity }),
    project: s.project ?? null,
    account: s.account ?? null,
    series,
    language: s.language ?? null,
    participants: s.participants,
    userId: s.userId ?? null,
    extras: s.extras,
    personas: s.personas ?? [defaultPersona].filter((code) => settings.personas.includes(code)),
    lenses: s.lenses,
    questions: s.questions,
    instructions: s.instructions ?? null,
    priority: s.priority,
    skip: s.skip,
    trackingModel: s.trackingModel ?? null,
    traceId: context.traceId,
  }
}

const refuseUnknown = (path: string, named: readonly string[], known: readonly string[]): void => {
  const unknown = named.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  const message = `there is no ${unknown.map((name) => JSON.stringify(name)).join(', ')} here`
  throw new AppError('unknown_reference', `${path}: ${message}; known are ${known.join(', ') || 'none'}.`, {
    details: [{ path, message }],
  })
}
