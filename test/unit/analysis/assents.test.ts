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

describe('what is asked for in speech alone', () => {
  const bridge = 'Footbridge over the weir'

  it('is granted when others speak for it and nobody against', async () => {
    const found = await read(
      bridge,
      'Ana Ruiz: The footbridge has its drawings now. I would like to take it to second reading.',
      'Ben Moor: I support second reading, the wardens are happy with it.',
      'Carla Voss: Thank you both.',
    )
    expect(found).toEqual(['? reading=2 asserted silence after'])
  })

  it.each([
    ['the time runs out', 'Carla Voss: We are out of time, let us come back to this next month.'],
    ['somebody objects', 'Carla Voss: I object, nobody has walked the bank.'],
    ['it is taken back', 'Ana Ruiz: Then I withdraw the request.'],
  ])('is not granted when %s', async (_case, last) => {
    const found = await read(
      bridge,
      'Ana Ruiz: I would like to take the footbridge to second reading.',
      'Ben Moor: Who pays for the handrail?',
      'Ana Ruiz: The parish does.',
      last,
    )
    expect(found).toEqual([])
  })

  it('is granted by a note of silence, but not when it is taken back after that', async () => {
    const asked = ['Ana Ruiz: Any concerns about second reading?', 'Ben Moor: (silence)']

    expect(await read(bridge, ...asked)).toEqual(['? reading=2 asserted assent to'])
    expect(await read(bridge, ...asked, 'Ana Ruiz: To be clear, I am not asking for second reading yet.')).toEqual([])
  })

  it('takes the value with its noun for a request, and not the things that are called after it', async () => {
    expect(await read(bridge, 'Ana Ruiz: Second reading, then?', 'Ben Moor: No objections.')).toHaveLength(1)
    expect(await read(bridge, 'Ana Ruiz: Any second reading reviewers?', 'Ben Moor: No objections.')).toEqual([])
    expect(
      await read(bridge, 'Ana Ruiz: Next month I would ask for second reading.', 'Ben Moor: No objections.'),
    ).toEqual([])
  })

  it('outweighs what was told of where things stand', async () => {
    const found = await read(
      'Harbour lights for second reading',
      'Ana Ruiz: The bylaw on moorings passed first reading, as did the lights.',
      'Ana Ruiz: I am asking for second reading.',
      'Ben Moor: Fine with me.',
    )
    expect(found).toEqual(['Harbour lights reading=2 asserted silence after'])
  })

  it('is surer where somebody tells the outcome than where all are silent', async () => {
    const confidenceOf = async (last: string) => {
      const lines = ['Ana Ruiz: I am asking for second reading.', 'Ben Moor: I support second reading.', last]
      const { observations } = await extract(lines, 'Harbour lights for second reading', council)
      return observations.find((one) => one.cue.startsWith('silence'))?.confidence ?? 0
    }
    const silent = await confidenceOf('Carla Voss: Thank you.')
    const told = await confidenceOf('Carla Voss: Sounds like we have second reading.')

    expect(silent).toBeGreaterThan(0)
    expect(told).toBeGreaterThan(silent)
  })
})

describe('a meeting that goes through a list', () => {
  const steering = trackingModelSchema.parse({
    name: 'steering_group',
    label: 'Steering group',
    types: [{ name: 'change', label: 'Change', identifiers: ['\\bCHG-\\d{2,4}\\b'], dimensions: ['fate'] }],
    dimensions: [
      {
        name: 'fate',
        label: 'Fate',
        kind: 'vocabulary',
        values: [
          { value: 'shelved', label: 'Shelved', cues: ['we shelve'] },
          { value: 'taken', label: 'Taken', cues: ['we take'] },
        ],
        cues: { ask: ['objections to {value}'] },
      },
    ],
  })
  const fates = async (...lines: string[]) =>
    (await extract(lines, 'Steering group', steering)).observations
      .filter((one) => one.modality === 'asserted')
      .map(shortForm)

  it('takes things that are counted first and named in the next breath', async () => {
    expect(await fates('Ida Holm: Then we shelve those two. So that is CHG-12 and CHG-15.')).toEqual([
      'CHG-12 fate=shelved asserted',
      'CHG-15 fate=shelved asserted',
    ])
  })

  it('gives them to nobody when another number of things is named', async () => {
    expect(await fates('Ida Holm: Then we shelve those three. CHG-12 was close, and CHG-15.')).toEqual([
      '? fate=shelved asserted',
    ])
  })
})

describe('a line under the title', () => {
  it('says more of what the title names, and opens nothing of its own', async () => {
    const { observations } = await extract(
      [': For second reading', 'Ana Ruiz: The text is done.', 'Ben Moor: No objections.'],
      'Harbour lights',
      council,
    )
    const granted = observations.find((one) => one.modality === 'asserted')

    expect(granted?.value).toBe('2')
    expect(granted?.within?.segment).toBe(-1)
  })
})
