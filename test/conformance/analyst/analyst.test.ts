import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Analyst, ChunkInput } from '../../../src/analysis/analyst.ts'
import { createDegradingAnalyst } from '../../../src/analysis/degrading.ts'
import { createLlmAnalyst } from '../../../src/analysis/llm/llm-analyst.ts'
import { createLlmReader } from '../../../src/analysis/llm/llm-reader.ts'
import { isQuoted } from '../../../src/analysis/offline/evidence.ts'
import { createThreadedOfflineAnalyst } from '../../../src/analysis/offline/in-thread.ts'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { insightBodySchemas, insightDraftSchema, summaryLevels } from '../../../src/domain/insight/insight.ts'
import { extractedNameSchema, extractedObservationSchema } from '../../../src/domain/observation/observation.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { analysisContext, readerOf } from '../../factories/analysis.ts'
import { meetingContext, segmentsOf } from '../../factories/meetings.ts'
import { createTestDatabase } from '../../support/database.ts'
import { answering, failing, startModelServer } from '../../support/model-server.ts'
import { openModels } from '../../support/models.ts'
import { answerOf } from '../../support/scripted-reader.ts'

const threaded = createThreadedOfflineAnalyst({ threads: 1, timeoutMs: 20_000, maxMegabytes: 256 })
afterAll(() => threaded.close())

const database = await createTestDatabase()
const well = await startModelServer((asked) => answering(answerOf(asked as Parameters<typeof answerOf>[0])))
const down = await startModelServer(() => failing(500))
const room = { contextWindow: 128_000, maxOutputTokens: 8_000, tiers: ['simple', 'moderate', 'complex'] }
const gatewayTo = (url: string) => {
  const models = openModels({ databaseUrl: database.url, providers: { server: url }, model: { 'server/m': room } })
  afterAll(() => models.close())
  return models.gateway
}
afterAll(async () => {
  await Promise.all([well.close(), down.close()])
  await database.drop()
})

const offline = createOfflineAnalyst()
const analysts: [string, Analyst][] = [
  ['offline', offline],
  ['offline in a thread', threaded],
  ['models', createLlmAnalyst({ gateway: gatewayTo(well.url) })],
  [
    'models, with rules behind them',
    createDegradingAnalyst({ llm: createLlmReader({ gateway: gatewayTo(well.url) }), offline }),
  ],
  [
    'rules behind models that fail',
    createDegradingAnalyst({ llm: createLlmReader({ gateway: gatewayTo(down.url) }), offline }),
  ],
]

const segments = segmentsOf(
  'Ana Ruiz: Let us start. Project Halyard is blocked, we are waiting on the customs form.',
  'Ben Okoye: I will send the customs form by Friday.',
  'Cara Lind: Can we still make the March date for the Lantern feature?',
  'Ben Okoye: Yes. The Lantern feature is at 70 percent and the due date for Lantern is March 28.',
  'Ana Ruiz: We decided to drop the print run because nobody asked for it.',
  'Cara Lind: I worry that the vendor could miss the delivery.',
  'Ana Ruiz: Two customers asked for an export, and one of them compared us with a competitor.',
  'Ana Ruiz: OPS-12 is now blocked.',
  'Ben Okoye: I will call the harbour master tomorrow.',
  ': Conclusion',
  ': - Halyard stays blocked',
)

const input: ChunkInput = {
  meeting: meetingContext(),
  model: { ...defaultModel, version: 1 },
  segments,
  before: [],
  readers: [readerOf('gtm')],
  instructions: null,
}
const scope = { tenantId: randomUUID(), meetingId: null, runId: null, step: 'extract', traceId: '1'.repeat(32) }
const live = () => analysisContext({ scope })

const textAt = (index: number): string => (index === -1 ? input.meeting.title : (segments[index]?.text ?? ''))

describe.each(analysts)('analyst: %s', (_name, analyst) => {
  it('returns what the schemas of the record allow', async () => {
    const result = await analyst.extractChunk(input, live())

    expect(() => z.array(extractedNameSchema).parse(result.names)).not.toThrow()
    expect(() => z.array(extractedObservationSchema).parse(result.observations)).not.toThrow()
    expect(() => z.array(insightDraftSchema).parse(result.insights)).not.toThrow()
    for (const insight of result.insights) {
      const schema = insightBodySchemas[insight.kind as keyof typeof insightBodySchemas]
      expect(() => schema?.parse(insight.body)).not.toThrow()
    }
    expect(result.observations.length).toBeGreaterThan(0)
    expect(result.insights.length).toBeGreaterThan(0)
  })

  it('cites quotes that stand in the segments', async () => {
    const { observations, insights } = await analyst.extractChunk(input, live())

    for (const { quote, segment } of observations) expect(isQuoted(quote, textAt(segment))).toBe(true)
    for (const { evidence } of insights)
      for (const { quote, segmentIndex } of evidence) expect(isQuoted(quote, textAt(segmentIndex))).toBe(true)
  })

  it('speaks only of types, dimensions and values of the tracking model', async () => {
    const { names, observations } = await analyst.extractChunk(input, live())
    const types = new Set(input.model.types.map((type) => type.name))
    const dimensions = new Map(input.model.dimensions.map((dimension) => [dimension.name, dimension]))

    for (const { type } of names) expect(types).toContain(type)
    for (const { name, dimension, value } of observations) {
      if (name) expect(types).toContain(name.type)
      const declared = dimensions.get(dimension)
      expect(declared).toBeDefined()
      if (declared?.kind === 'vocabulary' && !declared.grows && value !== null)
        expect(declared.values.map((allowed) => allowed.value)).toContain(value)
    }
  })

  it('numbers the observations of a segment without a gap', async () => {
    const { observations } = await analyst.extractChunk(input, live())

    for (const index of new Set(observations.map((observation) => observation.segment))) {
      const ordinals = observations.filter((row) => row.segment === index).map((row) => row.ordinal)
      expect(ordinals).toEqual(ordinals.map((_ordinal, position) => position))
    }
  })

  it('says the same thing every time', async () => {
    const first = await analyst.extractChunk(input, live())
    const second = await analyst.extractChunk(structuredClone(input), live())

    expect(second).toEqual(first)
  })

  it('cites nothing of the context before the chunk', async () => {
    const { observations, insights } = await analyst.extractChunk(
      { ...input, before: segments.slice(0, 4), segments: segments.slice(4) },
      live(),
    )

    for (const { segment } of observations) expect(segment === -1 || segment >= 4).toBe(true)
    for (const { evidence } of insights)
      for (const { segmentIndex } of evidence) expect(segmentIndex).toBeGreaterThan(3)
  })

  it('writes all levels of a summary, in the lengths that are promised', async () => {
    const { insights } = await analyst.extractChunk(input, live())

    const { drafts: summaries } = await analyst.summarize({ ...input, reader: readerOf('gtm'), insights }, live())

    expect(summaries.map((summary) => summary.level)).toEqual([...summaryLevels])
    const text = (level: string) => summaries.find((summary) => summary.level === level)?.text ?? ''
    const words = text('title').split(/\s+/).length
    expect(words).toBeGreaterThanOrEqual(5)
    expect(words).toBeLessThanOrEqual(10)
    expect(text('brief').split(/\n\n/).length).toBeGreaterThanOrEqual(2)
    expect(text('brief').split(/\n\n/).length).toBeLessThanOrEqual(3)
  })

  it('stops when it is aborted', async () => {
    const aborted = analysisContext({ signal: AbortSignal.abort() })

    await expect(analyst.extractChunk(input, aborted)).rejects.toMatchObject({ code: 'cancelled' })
    await expect(analyst.summarize({ ...input, reader: readerOf('gtm'), insights: [] }, aborted)).rejects.toMatchObject(
      { code: 'cancelled' },
    )
  })

  it('reads an empty chunk and one line of a million characters', async () => {
    const line = 'The status of Halyard is, if we count everything, not what I said before. '.repeat(15_000)

    await expect(analyst.extractChunk({ ...input, segments: [] }, live())).resolves.toMatchObject({ observations: [] })
    await expect(
      analyst.extractChunk({ ...input, segments: segmentsOf(`Ana: ${line}`) }, live()),
    ).resolves.toBeDefined()
  })
})
