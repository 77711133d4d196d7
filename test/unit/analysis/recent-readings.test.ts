import { describe, expect, it } from 'vitest'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { mergeInsights } from '../../../src/domain/insight/merge-insights.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { meetingContext, segmentsOf } from '../../factories/meetings.ts'

type Meeting = { title: string; lines: readonly string[]; model?: typeof defaultModel }

const model = { ...defaultModel, version: 1 }
const context = { signal: new AbortController().signal }
const reader = { code: 'crew', role: '', goals: [], guidelines: {} }

/** What is found in a meeting, and what is written of it twice. */
const readWith = async (
  analyst: ReturnType<typeof createOfflineAnalyst>,
  { title, lines, model: own = defaultModel }: Meeting,
) => {
  const shared = {
    meeting: meetingContext({ title }),
    model: own === defaultModel ? model : { ...own, version: 2 },
    segments: segmentsOf(...lines),
    instructions: null,
  }
  const found = await analyst.extractChunk({ ...shared, before: [], readers: [] }, context)
  const insights = mergeInsights(found.insights)
  const first = await analyst.summarize({ ...shared, reader, insights }, context)
  const second = await analyst.summarize({ ...shared, reader: { ...reader, code: 'owner' }, insights }, context)
  return { found, first, second }
}

const lines = [
  'Ilse: The kiln lining is blocked, the bricks never came.',
  'Tom: I will call the brickyard by Thursday.',
  'Ilse: We decided to fire the small kiln first, because the glaze will not wait.',
]
const otherModel = { ...defaultModel, types: defaultModel.types.filter((type) => type.person) }
const alike: Meeting[] = [
  { title: 'Pottery', lines },
  { title: 'Pottery, again', lines },
  { title: 'Pottery', lines: [...lines.slice(0, 2), 'Ilse: The kiln lining is done.'] },
  { title: 'Pottery', lines: lines.map((line) => line.replace('Ilse', 'Maud')) },
  { title: 'Pottery', lines, model: otherModel },
]

describe('an offline analyst that has read before', () => {
  it('finds and writes what one finds and writes that has read nothing, in whatever order meetings come', async () => {
    const seasoned = createOfflineAnalyst()
    for (const meeting of [...alike, ...alike.toReversed(), ...alike]) {
      expect(await readWith(seasoned, meeting)).toEqual(await readWith(createOfflineAnalyst(), meeting))
    }
  })

  it('finds the same again when more meetings came between than it remembers', async () => {
    const seasoned = createOfflineAnalyst()
    const [first] = alike
    if (!first) throw new Error('there is no meeting')
    const before = await readWith(seasoned, first)
    for (let n = 0; n < 40; n++) await readWith(seasoned, { title: `Other ${n}`, lines })
    expect(await readWith(seasoned, first)).toEqual(before)
  })
})
