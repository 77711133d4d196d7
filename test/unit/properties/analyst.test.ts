import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { insightBodySchemas } from '../../../src/domain/insight/insight.ts'
import type { Segment } from '../../../src/domain/meeting/meeting.ts'
import {
  type ExtractedObservation,
  extractedNameSchema,
  extractedObservationSchema,
} from '../../../src/domain/observation/observation.ts'
import { nothingJudged } from '../../../src/domain/observation/same-value.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import type { TrackingModel } from '../../../src/domain/tracking-model/model.ts'
import { foldEntity } from '../../../src/domain/transition/fold.ts'
import { readerOf } from '../../factories/analysis.ts'
import { anyModel } from '../../factories/any-model.ts'
import { meetingContext } from '../../factories/meetings.ts'
import { talk } from '../../factories/talk.ts'
import { tries } from '../../support/properties.ts'

const analyst = createOfflineAnalyst()
const context = { signal: new AbortController().signal }

const speaker = fc.constantFrom(null, 'Ana Ruiz', 'Ben', 'constructor', '__proto__', '日本', 'Speaker 1')
const transcript = (turns: number, words: number): fc.Arbitrary<Segment[]> =>
  fc
    .array(fc.record({ speaker, text: talk(words) }), { minLength: 1, maxLength: turns })
    .map((said) => said.map((one, index) => ({ index, role: null, startMs: null, endMs: null, ...one })))

const read = async (segments: Segment[], model: TrackingModel, title: string) => {
  const input = { meeting: meetingContext({ title }), model: { ...model, version: 1 }, segments, instructions: null }
  const extraction = await analyst.extractChunk({ ...input, before: [], readers: [] }, context)
  const reader = readerOf('constructor')
  const summaries = await analyst.summarize({ ...input, reader, insights: extraction.insights }, context)
  return { ...extraction, summaries: summaries.drafts }
}

const inputOf = (observation: ExtractedObservation, at: number) => ({
  ...observation,
  ...{ orderKey: `1.${String(at).padStart(4, '0')}`, point: '1', origin: 'machine' as const, recorded: 0 },
  ...{ meetingId: 'm', valueEntity: null, occurredAt: '2025-03-04T10:00:00.000Z', evidence: null, note: null },
})

const expectSound = async (segments: Segment[], model: TrackingModel, title: string) => {
  const found = await read(segments, model, title)
  const textOf = (index: number) => (index === -1 ? title : (segments[index]?.text ?? ''))
  for (const name of found.names) extractedNameSchema.parse(name)
  for (const observation of found.observations) {
    extractedObservationSchema.parse(observation)
    expect(textOf(observation.segment)).toContain(observation.quote)
  }
  for (const insight of found.insights) {
    const schema = insightBodySchemas[insight.kind as keyof typeof insightBodySchemas]
    if (Object.hasOwn(insightBodySchemas, insight.kind)) schema.parse(insight.body)
    for (const { segmentIndex, quote } of insight.evidence) expect(textOf(segmentIndex)).toContain(quote)
  }
  for (const type of model.types)
    foldEntity({ type: type.name, inputs: found.observations.map(inputOf), vetoes: [], judged: nothingJudged }, model)
}

describe('the offline analyst', () => {
  it('reads whatever is said, and what it finds has the shape that is stored', async () => {
    await fc.assert(
      fc.asyncProperty(transcript(6, 24), talk(6), (segments, title) => expectSound(segments, defaultModel, title)),
      tries(80),
    )
  }, 600_000)

  it('reads with any tracking model that is accepted, and its findings fold', async () => {
    await fc.assert(
      fc.asyncProperty(transcript(4, 16), talk(4), anyModel, (segments, title, model) =>
        expectSound(segments, model, title),
      ),
      tries(60),
    )
  }, 600_000)

  it('finds the same every time', async () => {
    await fc.assert(
      fc.asyncProperty(transcript(4, 16), async (segments) => {
        expect(await read(segments, defaultModel, 'Weekly')).toEqual(await read(segments, defaultModel, 'Weekly'))
      }),
      tries(10),
    )
  }, 600_000)
})
