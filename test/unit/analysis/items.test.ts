import { describe, expect, it } from 'vitest'
import { trackingModelSchema } from '../../../src/domain/tracking-model/model.ts'
import { extract, shortForm } from './read-one.ts'

const permits = trackingModelSchema.parse({
  name: 'permits',
  label: 'Permits',
  types: [
    {
      name: 'application',
      label: 'Application',
      identifiers: ['\\bAPP-\\d{3}\\b'],
      shortIdentifiers: [{ pattern: '(?<![-\\d])(?<name>\\d{3})(?!\\d)', means: 'APP-$' }],
      dimensions: ['outcome'],
    },
  ],
  dimensions: [
    {
      name: 'outcome',
      label: 'Outcome',
      kind: 'vocabulary',
      values: [
        { value: 'granted', cues: ['we grant', 'is|are granted'] },
        { value: 'refused', cues: ['we refuse', 'is|are refused'] },
      ],
      cues: { ask: ['should we {value}'] },
    },
  ],
})

const decided = async (...lines: string[]) =>
  (await extract(lines, 'Permit board', permits)).observations
    .filter((one) => one.modality === 'asserted')
    .map(shortForm)

describe('items that are decided one after the other', () => {
  it('belong to whoever called them, whatever others name in between', async () => {
    const found = await decided(
      'Ana Ruiz: The first one is APP-114.',
      'Ben Moor: It is like APP-090, which was a mess.',
      'Ana Ruiz: Okay, then we refuse it.',
      'Ana Ruiz: Next up is APP-115.',
      'Ben Moor: No objection here.',
      'Ana Ruiz: Granted, then.',
    )
    expect(found).toEqual(['APP-114 outcome=refused asserted', 'APP-115 outcome=granted asserted'])
  })

  it('are known by the short form of their identifier', async () => {
    const { names, observations } = await extract(
      ['Ana Ruiz: Let us start with 116.', 'Ana Ruiz: We grant this one.'],
      'Permit board',
      permits,
    )
    expect(names).toContainEqual(expect.objectContaining({ surface: '116', aliasOf: 'APP-116' }))
    expect(observations.map(shortForm)).toEqual(['116 outcome=granted asserted'])
  })

  it('can be decided two at once', async () => {
    const found = await decided(
      'Ana Ruiz: The next one is APP-117.',
      'Ana Ruiz: It goes with APP-118.',
      'Ana Ruiz: So we refuse both.',
    )
    expect(found).toEqual(['APP-117 outcome=refused asserted', 'APP-118 outcome=refused asserted'])
  })

  it('stay open where somebody else states something', async () => {
    expect(await decided('Ana Ruiz: The next one is APP-117.', 'Ben Moor: In my town we refuse it.')).toEqual([
      '? outcome=refused asserted',
    ])
  })

  it('are not decided by a bare question', async () => {
    expect(await decided('Ana Ruiz: The next one is APP-117.', 'Ana Ruiz: Granted?')).toEqual([])
  })
})
