import { describe, expect, it } from 'vitest'
import type { SummarizeInput } from '../../../../src/analysis/analyst.ts'
import { createLlmReader } from '../../../../src/analysis/llm/llm-reader.ts'
import { type SummaryLevel, summaryLevels } from '../../../../src/domain/insight/insight.ts'
import type { SummarizeMeetingInput } from '../../../../src/llm/prompts/summarize-meeting/v1.ts'
import type { SummarizePartInput } from '../../../../src/llm/prompts/summarize-part/v1.ts'
import { estimateTokens } from '../../../../src/llm/tokens.ts'
import { analysisContext, readerOf } from '../../../factories/analysis.ts'
import { meetingContext, segmentsOf } from '../../../factories/meetings.ts'
import { type Asked, createFakeGateway, exhausted } from '../../../support/fake-gateway.ts'
import { grower, orchardModel } from './support.ts'

const good: Record<SummaryLevel, string> = {
  title: 'North Slope picked a week before the frost',
  headline: 'The North Slope is picked. The cider house takes all of it.',
  brief: 'They met to plan the picking.\n\nThe North Slope was picked.',
  detailed:
    'They met to plan the picking. The North Slope was picked by Ana Ruiz. The cider house takes it. Wasps are seen.',
  spotlight: 'The North Slope is picked.',
}

const answerOf = (levels: Partial<Record<SummaryLevel, string>>) => ({
  thinking: '',
  ...Object.fromEntries(
    summaryLevels.map((level) => [level, { text: levels[level] ?? good[level], segments: [0, 0, 99] }]),
  ),
})

const summarizing = (lines: readonly string[], overrides: Partial<SummarizeInput> = {}): SummarizeInput => ({
  meeting: meetingContext({ title: 'Orchard round' }),
  model: orchardModel,
  segments: segmentsOf(...lines),
  reader: grower,
  insights: [],
  instructions: null,
  ...overrides,
})

const short = ['Ana Ruiz: The North Slope is picked.', 'Ben Okoye: The cider house takes it.']
const textAt = (drafts: readonly { level: string; text: string }[], level: SummaryLevel): string =>
  drafts.find((draft) => draft.level === level)?.text ?? ''

describe('summaries of a model', () => {
  it('have five levels, what they rest on, and who wrote them', async () => {
    const fake = createFakeGateway(() => answerOf({}))

    const written = await createLlmReader(fake).summarize(summarizing(short), analysisContext())

    expect(written).toMatchObject({
      engine: 'llm',
      model: 'fake/reader',
      promptVersion: 'summarize_meeting@1',
      fallbacks: [],
    })
    expect(written.drafts).toEqual(summaryLevels.map((level) => ({ level, text: good[level], segments: [0] })))
    expect(fake.asked).toHaveLength(1)
  })

  it('are asked for once more where a level has the wrong length', async () => {
    const fake = createFakeGateway(({ input }) =>
      answerOf((input as SummarizeMeetingInput).faults.length > 0 ? {} : { title: 'Picked', brief: 'All in one.' }),
    )

    const { drafts } = await createLlmReader(fake).summarize(summarizing(short), analysisContext())

    expect(drafts.map((draft) => draft.text)).toEqual(summaryLevels.map((level) => good[level]))
    expect(fake.inputAt<SummarizeMeetingInput>(1).faults.map((fault) => fault.level)).toEqual(['title', 'brief'])
    expect(fake.asked[1]?.user).toContain('title: it has 1 words; 5 to 10 are allowed')
    expect(fake.asked).toHaveLength(2)
  })

  it.each([
    [
      { title: 'One two three four five six seven eight nine ten eleven twelve' },
      'title',
      'One two three four five six seven eight nine ten',
    ],
    [{ title: 'Picked' }, 'title', 'Picked The North Slope is picked. The cider house takes'],
    [{ headline: 'One. Two. Three.' }, 'headline', 'One. Two.'],
    [{ brief: 'One. Two. Three.' }, 'brief', 'One. Two.\n\nThree.'],
    [{ brief: 'One.\n\nTwo.\n\nThree.\n\nFour.' }, 'brief', 'One.\n\nTwo.\n\nThree. Four.'],
    [{ spotlight: '' }, 'spotlight', 'The North Slope is picked. The cider house takes all of it.'],
  ] as const)('are brought to their length by rule when asking did not help: %j', async (levels, level, expected) => {
    const fake = createFakeGateway(() => answerOf(levels))

    const { drafts } = await createLlmReader(fake).summarize(summarizing(short), analysisContext())

    expect(textAt(drafts, level)).toBe(expected)
    expect(fake.asked).toHaveLength(2)
  })

  it('are clipped when the second try fails, and thrown away when the first one does', async () => {
    const second = createFakeGateway(({ task, input }) =>
      (input as SummarizeMeetingInput).faults.length > 0
        ? exhausted(task, 'network')
        : answerOf({ headline: 'One. Two. Three.' }),
    )
    const first = createFakeGateway(({ task }) => exhausted(task, 'network'))

    const { drafts } = await createLlmReader(second).summarize(summarizing(short), analysisContext())

    expect(textAt(drafts, 'headline')).toBe('One. Two.')
    await expect(createLlmReader(first).summarize(summarizing(short), analysisContext())).rejects.toMatchObject({
      kind: 'network',
    })
  })
})

describe('a meeting that is too long for one question', () => {
  const sentence = 'We walked past every single tree and talked about what it gave last year and the year before that. '
  const lines = Array.from({ length: 720 }, (_, index) => `Ana Ruiz: Turn ${index}. ${sentence.repeat(10)}`)
  const point = (index: number) => ({ text: `Point about ${index}: ${sentence.repeat(2)}`, segments: [index, 9_999] })

  /** Five points for each part of the talk, a third of what it is given for points. */
  const condensing = ({ task, input }: Asked) => {
    if (task === 'summarize_meeting') return answerOf({})
    const { material } = input as SummarizePartInput
    if (material.kind === 'lines') return { points: material.segments.slice(0, 5).map(({ index }) => point(index)) }
    return { points: material.points.filter((_, at) => at % 3 === 0) }
  }

  it('is condensed part by part, in rounds, until it fits, and read by the stronger model once', async () => {
    const fake = createFakeGateway(condensing)

    const { drafts } = await createLlmReader(fake).summarize(summarizing(lines), analysisContext())

    const kinds = fake.asked.map(({ input }) => (input as SummarizePartInput).material.kind)
    expect(kinds.filter((kind) => kind === 'lines').length).toBeGreaterThanOrEqual(60)
    expect(kinds.filter((kind) => kind === 'points').length).toBeGreaterThan(1)
    expect(fake.count('summarize_meeting')).toBe(1)
    const { material } = fake.inputAt<SummarizeMeetingInput>(-1)
    if (material.kind !== 'points') throw new Error('it was not condensed')
    expect(estimateTokens(JSON.stringify(material.points))).toBeLessThan(6_000)
    expect(material.points.flatMap(({ segments }) => segments)).not.toContain(9_999)
    expect(drafts).toHaveLength(5)
  })

  it('is condensed once for all its readers', async () => {
    const fake = createFakeGateway(condensing)
    const reader = createLlmReader(fake)
    const context = analysisContext()

    await Promise.all(
      [grower, readerOf('buyer')].map((one) => reader.summarize(summarizing(lines, { reader: one }), context)),
    )

    const parts = fake.asked.filter((one) => one.task === 'summarize_part').map((one) => one.user)
    expect(new Set(parts).size).toBe(parts.length)
    expect(fake.count('summarize_meeting')).toBe(2)
  })

  it('ends also with a model that does not condense at all', async () => {
    const fake = createFakeGateway(({ task, input }) => {
      if (task === 'summarize_meeting') return answerOf({})
      const { material } = input as SummarizePartInput
      return {
        points: material.kind === 'lines' ? material.segments.map(({ index }) => point(index)) : material.points,
      }
    })

    await createLlmReader(fake).summarize(summarizing(lines), analysisContext())

    const { material } = fake.inputAt<SummarizeMeetingInput>(-1)
    if (material.kind !== 'points') throw new Error('it was not condensed')
    expect(estimateTokens(JSON.stringify(material.points))).toBeLessThan(12_000)
    expect(material.points.at(-1)?.segments[0]).toBeGreaterThan(600)
  })
})
