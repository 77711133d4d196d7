import { describe, expect, it } from 'vitest'
import { createLlmReader } from '../../../../src/analysis/llm/llm-reader.ts'
import { analysisContext } from '../../../factories/analysis.ts'
import { createFakeGateway } from '../../../support/fake-gateway.ts'
import { observationsAnswer, orchardChunk } from './support.ts'

const lines = [
  'Ana Ruiz: The North Slope is all in the barn since Saturday.',
  'Ben Okoye: And who minds the South Slope? Me, I suppose, from now on.',
  'Cara Lind: The frost ate a third of it, so we pick a week later.',
]

const read = (answer: unknown, said: readonly string[] = lines) =>
  createLlmReader({ gateway: createFakeGateway(() => answer).gateway }).readObservations(
    orchardChunk(said),
    analysisContext(),
  )

const observing = (...observations: Record<string, unknown>[]) => read(observationsAnswer(observations))

describe('observations of a model', () => {
  it('are kept as facts of the record, with the words as they stand in the segment', async () => {
    const { names, observations, unsupported } = await observing({
      quote: 'the north slope is ALL in the barn, since Saturday',
      since: '2025-03-01',
    })

    expect(unsupported).toBe(0)
    expect(names).toEqual([
      { type: 'plot', surface: 'North Slope', generic: false, guessed: true, segment: 0, start: 4, aliasOf: null },
    ])
    expect(observations).toEqual([
      {
        segment: 0,
        start: 0,
        ordinal: 0,
        name: { type: 'plot', surface: 'North Slope', generic: false },
        typeHint: null,
        within: null,
        dimension: 'state',
        op: 'set',
        value: 'picked',
        valueName: null,
        modality: 'asserted',
        effectiveAt: '2025-03-01',
        basis: 'model',
        confidence: 90,
        cue: 'model',
        quote: 'The North Slope is all in the barn since Saturday',
      },
    ])
  })

  it('move to the segment nearby in which their quote stands', async () => {
    const { observations } = await observing({ segment: 2, quote: 'is all in the barn since Saturday' })

    expect(observations.map((one) => one.segment)).toEqual([0])
  })

  it.each([
    ['a quote that nobody said', { quote: 'the North Slope burnt down on Sunday' }],
    ['a segment that was not offered', { segment: 9, quote: 'is all in the barn' }],
    ['a thing that is not in its list', { thing: 7, quote: 'is all in the barn' }],
    ['a dimension that the model does not have', { dimension: 'colour', quote: 'is all in the barn' }],
    ['a value that is not in the vocabulary', { value: 'eaten', quote: 'is all in the barn' }],
    ['a modality that there is not', { modality: 'certain', quote: 'is all in the barn' }],
    ['a date that is none', { dimension: 'picking', value: 'soon', quote: 'is all in the barn' }],
    ['a shift of something that cannot move', { operation: 'shift', value: 'P1W', quote: 'is all in the barn' }],
  ])('are dropped and counted, and the rest kept: %s', async (_what, wrong) => {
    const right = { quote: 'The North Slope is all in the barn', certainty: 'implied' }

    const { observations, unsupported } = await observing(wrong, right)

    expect(observations).toHaveLength(1)
    expect(observations[0]).toMatchObject({ value: 'picked', confidence: 80 })
    expect(unsupported).toBe(1)
  })

  it.each([
    ['a synonym', { value: 'in leaf' }, { op: 'set', value: 'growing' }],
    ['money in words of its own', { dimension: 'worth', value: '€12.5k' }, { op: 'set', value: '12500 EUR' }],
    ['a percentage', { dimension: 'yield', value: '67 percent' }, { op: 'set', value: '67%' }],
    ['a date that moves', { dimension: 'picking', operation: 'shift', value: 'P1W' }, { op: 'shift', value: 'P1W' }],
    ['a single value that was added', { operation: 'add' }, { op: 'set', value: 'picked' }],
    ['a list that was set', { dimension: 'obstacle', operation: 'set', value: 'frost' }, { op: 'add', value: 'frost' }],
    ['all that is gone', { dimension: 'obstacle', operation: 'resolve', value: null }, { op: 'resolve', value: null }],
    ['a step on', { operation: 'advance', value: 'picked' }, { op: 'advance', value: null }],
    [
      'a person',
      { dimension: 'keeper', value: 'Ben Okoye' },
      { value: 'Ben Okoye', valueName: { type: 'person', surface: 'Ben Okoye' } },
    ],
    [
      'another thing',
      { dimension: 'beside', operation: 'add', value: 'the south slope' },
      { op: 'add', valueName: { type: 'plot', surface: 'the south slope' } },
    ],
  ])('carry values in their one spelling: %s', async (_what, said, expected) => {
    const { observations } = await observing({ quote: 'The North Slope is all in the barn', ...said })

    expect(observations).toHaveLength(1)
    expect(observations[0]).toMatchObject(expected)
  })

  it('have no day since when they hold that lies after the meeting', async () => {
    const { observations } = await observing({ quote: 'The North Slope is all in the barn', since: '2025-03-09' })

    expect(observations[0]?.effectiveAt).toBeNull()
  })

  it('are numbered in the order in which they stand in a segment, each once', async () => {
    const { observations } = await observing(
      { segment: 2, quote: 'so we pick a week later', dimension: 'picking', operation: 'shift', value: 'P7D' },
      { segment: 2, quote: 'The frost ate a third of it', dimension: 'obstacle', operation: 'add', value: 'frost' },
      { segment: 2, quote: 'frost ate a third of it', dimension: 'obstacle', operation: 'add', value: 'frost' },
    )

    expect(observations.map(({ ordinal, dimension }) => [ordinal, dimension])).toEqual([
      [0, 'obstacle'],
      [1, 'picking'],
    ])
  })

  it('stand open when nothing tells what they are about', async () => {
    const { observations } = await observing({ thing: null, quote: 'so we pick a week later', segment: 2 })

    expect(observations[0]).toMatchObject({ name: null, typeHint: null, within: null })
  })
})

describe('names of a model', () => {
  it.each([
    ['a dimension that things of two types have', [{}], 'North Slope', true],
    [
      'a dimension of that type only',
      [{ dimension: 'obstacle', operation: 'add', value: 'frost' }],
      'North Slope',
      false,
    ],
  ])('have a type that was guessed unless something tells it: %s', async (_what, said, surface, guessed) => {
    const { names } = await observing(...said.map((one) => ({ quote: 'The North Slope is all in the barn', ...one })))

    expect(names).toMatchObject([{ surface, guessed }])
  })

  const naming = async (name: string, other_names: string[], type = 'plot') => {
    const things = [{ id: 1, type, name, other_names }]
    const { names } = await read(observationsAnswer([], things), [
      'Ana Ruiz: The North Slope, our old vineyard, is fine; the slope below and NS2 too. It is near the press.',
    ])
    return names.map(({ surface, aliasOf }) => (aliasOf === null ? surface : `${surface} = ${aliasOf}`))
  }

  it('keep the other forms that were said, but no common word and nothing that was not said', async () => {
    expect(await naming('North Slope', ['NS2', 'old vineyard', 'it', 'the slope', 'the Hill', 'north slopes'])).toEqual(
      ['North Slope', 'NS2 = North Slope', 'old vineyard = North Slope', 'the slope = North Slope'],
    )
  })

  it('give way to a form that was said when they were made up', async () => {
    expect(await naming('Upper Orchard', ['North Slope'])).toEqual(['North Slope'])
    expect(await naming('Upper Orchard', [])).toEqual([])
  })

  it('may be taken from words of the title', async () => {
    expect(await naming('Orchard', [])).toEqual(['Orchard'])
  })

  it('are of a type of the tracking model, and generic where it says so', async () => {
    expect(await naming('North Slope', [], 'hill')).toEqual([])
    const things = [{ id: 1, type: 'press', name: 'press', other_names: [] }]
    const { names } = await read(observationsAnswer([], things), ['Ana Ruiz: The press is cold.'])
    expect(names).toMatchObject([{ surface: 'press', generic: true }])
  })
})
