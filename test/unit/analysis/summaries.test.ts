import { describe, expect, it } from 'vitest'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { mergeInsights } from '../../../src/domain/insight/merge-insights.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { meetingContext, segmentsOf } from '../../factories/meetings.ts'

const model = { ...defaultModel, version: 1 }
const context = { signal: new AbortController().signal }
const reader = { code: 'gtm', role: '', goals: [], guidelines: {} }

const summarize = async (lines: readonly string[], title = 'Harbour round') => {
  const analyst = createOfflineAnalyst()
  const input = { meeting: meetingContext({ title }), model, segments: segmentsOf(...lines), instructions: null }
  const { insights } = await analyst.extractChunk({ ...input, before: [], readers: [] }, context)
  const { drafts } = await analyst.summarize({ ...input, reader, insights: mergeInsights(insights) }, context)
  const textAt = (level: string) => drafts.find((draft) => draft.level === level)?.text ?? ''
  return { drafts, textAt }
}

const talk = [
  'Ana Ruiz: Um, so the lighthouse repair is blocked, the scaffold never came.',
  "Ben Okoye: It's the same lorry again. I'll call the scaffold company by Thursday.",
  'Cara Lind: The regatta is booked for the tenth of April, and the harbour council agreed.',
  'Ana Ruiz: So we decided to paint the lighthouse in white because the council pays for white.',
  'Ben Okoye: The mooring lines might not arrive before the regatta, and the old lines are worn.',
  'Cara Lind: Ben, can you order the mooring lines for the regatta by Monday?',
  'Ben Okoye: Yes, sure.',
  'Ana Ruiz: Because of the, the, um, the thing with the',
]
const chatter = [
  'Cara Lind: It rained on the slipway all week, but the gulls like the wet slipway.',
  'Ben Okoye: The ferry from the island carries more bicycles every summer now.',
  'Ana Ruiz: Visitors stand on the breakwater with cameras when the ferry comes in.',
]
const repeated = (count: number) => Array.from({ length: count }, () => [...talk, ...chatter]).flat()

const meetings: [size: string, lines: readonly string[]][] = [
  ['one line', ['Ana Ruiz: Morning.']],
  ['short', talk],
  ['median', repeated(12)],
  ['long', repeated(120)],
]

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length
const sentencesIn = (text: string) => text.match(/[.!?…](?=\s|$)/g)?.length ?? 0

describe.each(meetings)('the summaries of a meeting that is %s', (_size, lines) => {
  it('keep to the lengths of their levels', async () => {
    const { drafts, textAt } = await summarize(lines)

    expect(drafts.map((draft) => draft.level)).toEqual(['title', 'headline', 'brief', 'detailed', 'spotlight'])
    expect(wordsIn(textAt('title'))).toBeGreaterThanOrEqual(5)
    expect(wordsIn(textAt('title'))).toBeLessThanOrEqual(10)
    expect(sentencesIn(textAt('headline'))).toBeGreaterThanOrEqual(1)
    expect(sentencesIn(textAt('headline'))).toBeLessThanOrEqual(2)
    expect(textAt('brief').split('\n\n').length).toBeGreaterThanOrEqual(2)
    expect(textAt('brief').split('\n\n').length).toBeLessThanOrEqual(3)
    expect(textAt('spotlight').length).toBeLessThanOrEqual(250)
    expect(wordsIn(textAt('detailed'))).toBeLessThanOrEqual(1_500)
  })

  it('hold whole sentences without fillers', async () => {
    const { drafts, textAt } = await summarize(lines)

    for (const level of ['headline', 'spotlight']) expect(textAt(level)).toMatch(/^[\p{Lu}\p{N}].*[.!?…]$/u)
    for (const { text } of drafts) expect(text).not.toMatch(/\b(?:um|uh)\b|the, the|the thing with the/i)
  })
})

describe('what a summary tells', () => {
  it('puts changes first, then how much was left', async () => {
    const { textAt } = await summarize(talk)

    expect(textAt('headline')).toMatch(/^The due date of the regatta is 10 April 2025\b/)
    expect(textAt('headline')).toMatch(/The meeting left \d decisions?, \d commitments? and \d risks?\.$/)
  })

  it('tells purpose, talk and outcomes in paragraphs of their own', async () => {
    const [purpose, said, outcomes] = (await summarize(talk)).textAt('brief').split('\n\n')

    expect(purpose).toMatch(/^Harbour round took place on 4 March 2025 with Ana Ruiz, Ben Okoye and Cara Lind\./)
    expect(said).toMatch(/said: “/)
    expect(outcomes).toContain('Paint the lighthouse in white, because the council pays for white')
    expect(outcomes).toContain('Ben Okoye is to order the mooring lines for the regatta by 10 March 2025')
  })

  it('quotes nobody who begins with what was said before', async () => {
    const { textAt } = await summarize([
      'Ana Ruiz: The tide gauge at the breakwater needs a new battery every spring.',
      'Ben Okoye: It stands beside the tide gauge at the breakwater and it always rusts.',
      'Cara Lind: Because the tide gauge at the breakwater is made of the wrong steel.',
    ])

    expect(textAt('brief')).toContain('Ana Ruiz said: “The tide gauge')
    expect(textAt('brief')).not.toMatch(/said: “(?:It|Because)/)
  })

  it('makes the first takeaway the spotlight, which is a decision where there is one', async () => {
    const { textAt } = await summarize(talk)

    expect(textAt('spotlight')).toContain('Paint the lighthouse in white')
  })

  it('says so when nothing came of it', async () => {
    const { textAt } = await summarize(chatter)

    expect(textAt('brief')).toContain('Nothing was decided, and no next steps were named.')
  })
})
