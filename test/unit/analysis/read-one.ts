import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import type { ExtractedObservation } from '../../../src/domain/observation/observation.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import type { TrackingModel } from '../../../src/domain/tracking-model/model.ts'
import { meetingContext, segmentsOf } from '../../factories/meetings.ts'

/** What the offline analyst finds in a few lines. */
export const extract = (lines: readonly string[], title = 'Weekly', model: TrackingModel = defaultModel) =>
  createOfflineAnalyst().extractChunk(
    {
      meeting: meetingContext({ title }),
      model: { ...model, version: 1 },
      segments: segmentsOf(...lines),
      before: [],
      readers: [],
      instructions: null,
    },
    { signal: new AbortController().signal },
  )

/** "Seat Map status=completed asserted"; a thing that is not named is "?". */
export const shortForm = (observation: ExtractedObservation): string => {
  const { name, dimension, op, value, modality } = observation
  const sign = op === 'set' ? '=' : `${{ add: '+', resolve: '-', advance: '>', shift: '~' }[op]}`
  return `${name?.surface ?? '?'} ${dimension}${sign}${value ?? ''} ${modality}`
}

export const observationsOf = async (line: string, model?: TrackingModel): Promise<string[]> =>
  (await extract([line], 'Weekly', model)).observations.map(shortForm)
