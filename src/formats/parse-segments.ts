import { z } from 'zod'
import { AppError } from '../domain/errors.ts'
import { segmentRoles } from '../domain/meeting/meeting.ts'
import type { Turn } from './transcript.ts'

const time = z.number().nullish()
const segmentSchema = z.object({
  speaker: z.string().nullish(),
  role: z.enum(segmentRoles).nullish(),
  startMs: time,
  endMs: time,
  /** Seconds, as many tools write them. */
  start: time,
  end: time,
  text: z.string(),
})
const segmentsSchema = z.union([z.array(segmentSchema), z.object({ segments: z.array(segmentSchema) })])

/** Segments as the API takes them: a list, or an object with one. Refuses anything else and says where it differs. */
export const parseSegments = (json: unknown): Turn[] => {
  const parsed = segmentsSchema.safeParse(json)
  if (!parsed.success)
    throw new AppError(
      'invalid_request',
      'JSON of no layout that is known; send { "segments": [{ "speaker": "…", "text": "…" }] }',
      {
        details: parsed.error.issues.slice(0, 10).map((issue) => ({
          path: ['segments', ...issue.path].join('.'),
          message: issue.message,
        })),
      },
    )
  const segments = Array.isArray(parsed.data) ? parsed.data : parsed.data.segments
  return segments.map((segment) => ({
    speaker: segment.speaker ?? null,
    role: segment.role ?? null,
    startMs: segment.startMs ?? inMs(segment.start),
    endMs: segment.endMs ?? inMs(segment.end),
    text: segment.text,
  }))
}

function inMs(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined ? null : seconds * 1000
}
