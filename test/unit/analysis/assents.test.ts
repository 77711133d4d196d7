import { describe, expect, it } from 'vitest'
import { trackingModelSchema } from '../../../src/domain/tracking-model/model.ts'
import { extract, shortForm } from './read-one.ts'

const council = trackingModelSchema.parse({
  name: 'council',
  label: 'Council',
  types: [
    {
      name: 'motion',
      label: 'Motion',
      nouns: ['motion'],
      titlePatterns: ['^(?<name>.+?) for (?:first|second) reading'],
      dimensions: ['reading'],
    },
  ],
  dimensions: [
    {
      name: 'reading',
      label: 'Reading',
      kind: 'vocabulary',
      nouns: ['reading'],
      values: [
        { value: '1', label: 'First reading' },
        { value: '2', label: 'Second reading' },
      ],
      cues: {
        set: ['passes {value}', 'passed {value}'],
        ask: ['for {value}', 'ask for {value}', 'asking for {value}', 'objections to {value}'],
      },
    },
  ],
  speech: { dissent: ['object', 'i object', 'not ready', 'come back next month'] },
})

const read = async (title: string, ...lines: string[]) =>
  (await extract(lines, title, council)).observations
    .filter((one) => one.modality === 'asserted')
    .map((one) => `${shortForm(one)} ${one.cue.split(':')[0]}`)

describe('what a heading asks for', () => {
  it('is granted when it is asked once more and nobody refuses', async () => {
    const found = await read(
      'Harbour lights for second reading',
      'Ana Ruiz: The text is as it was.',
      'Ana Ruiz: I am asking for second reading.',
      'Ben Moor: Thank you for the drawings.',
    )
    expect(found).toEqual(['Harbour lights reading=2 asserted silence after'])
  })

  it('is not granted when somebody refuses after that', async () => {
    const found = await read(
      'Harbour lights for second reading',
      'Ana Ruiz: I am asking for second reading.',
      'Ben Moor: I object, the bill is not in the box.',
      'Ana Ruiz: Very well.',
    )
    expect(found).toEqual([])
  })

  it('is not granted by a talk that never comes to it', async () => {
    const found = await read(
      'Harbour lights for second reading',
      'Ana Ruiz: Here is a picture of the pier.',
      'Ben Moor: What a picture.',
      'Ana Ruiz: And one of the lamp.',
      'Ben Moor: Nice lamp.',
    )
    expect(found).toEqual([])
  })

  it('is left to the minutes where there are any', async () => {
    const { observations } = await extract(
      [
        'Ana Ruiz: I am asking for second reading.',
        'Ben Moor: Thank you for the drawings.',
        'Conclusion',
        'Harbour lights stays where it is.',
      ],
      'Harbour lights for second reading',
      council,
    )
    expect(observations.filter((one) => one.cue.startsWith('silence'))).toEqual([])
  })
})
