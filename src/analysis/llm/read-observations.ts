import type { Segment } from '../../domain/meeting/meeting.ts'
import type { ExtractedName, ExtractedObservation } from '../../domain/observation/observation.ts'
import { tasks } from '../../llm/tasks.ts'
import type { AnalysisContext, ChunkInput } from '../analyst.ts'
import { createEvidenceFinder } from '../find-evidence.ts'
import { findInjections } from '../injection.ts'
import { numberObservations } from '../number-observations.ts'
import type { Ask } from './ask.ts'
import { compressTalk } from './compress-talk.ts'
import { meetingDate } from './meeting-date.ts'
import { createNameCheck } from './name-check.ts'
import { readInParts } from './read-in-parts.ts'
import { toNames } from './to-names.ts'
import { toObservations } from './to-observations.ts'

export type ObservationReading = {
  names: ExtractedName[]
  observations: ExtractedObservation[]
  unsupported: number
}

/** What is stated in a chunk about the things that are tracked. Throws when no model could say it. */
export const readObservations = async (
  ask: Ask,
  input: ChunkInput,
  context: AnalysisContext,
  options: { compress: boolean },
): Promise<ObservationReading> => {
  if (input.segments.length === 0) return { names: [], observations: [], unsupported: 0 }
  const { meeting, model, instructions } = input
  const shorten = options.compress ? (talk: readonly Segment[]) => compressTalk(talk, meeting.language).segments : null
  const injected = findInjections([...input.before, ...input.segments])
  const suspicious = [...new Set(injected.map((passage) => passage.segment))]
  const findEvidence = createEvidenceFinder(input.segments)
  const reading = { model, today: meetingDate(meeting), findEvidence, injected }
  const parts = await readInParts(input, async ({ segments, before }) => {
    const said = shorten?.(segments) ?? segments
    const question = { meeting, model, segments: said, before, suspicious, instructions, accepted: [] }
    const { value } = await ask(tasks.extract_observations, question, context)
    const { stated, names, unsupported } = toNames(
      value,
      model,
      createNameCheck(meeting, segments, [...before, ...input.before]),
    )
    const found = toObservations(value.observations, stated, reading)
    return { names, observations: found.observations, unsupported: unsupported + found.unsupported }
  })
  return {
    names: distinctNames(parts.flatMap((part) => part.names)),
    observations: numberObservations(parts.flatMap((part) => part.observations)),
    unsupported: parts.reduce((sum, part) => sum + part.unsupported, 0),
  }
}

/** The first of each: later parts of a chunk that was cut find the same names again, and may be told a type. */
const distinctNames = (names: readonly ExtractedName[]): ExtractedName[] => {
  const first = new Map<string, ExtractedName>()
  for (const name of names) {
    const key = JSON.stringify([name.type, name.surface, name.aliasOf, name.guessed])
    if (!first.has(key)) first.set(key, name)
  }
  return [...first.values()]
}
