import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePhrase } from '../../../src/analysis/offline/cues/phrase.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { type TrackingModel, trackingModelSchema } from '../../../src/domain/tracking-model/model.ts'
import { extract, observationsOf, shortForm } from './read-one.ts'

const folder = join(import.meta.dirname, '../../../examples/tracking-models')
const load = (name: string): TrackingModel =>
  trackingModelSchema.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))

const names = readdirSync(folder).map((file) => file.replace('.json', ''))
const models: [string, TrackingModel][] = [
  ['default', defaultModel],
  ...names.map((name): [string, TrackingModel] => [name, load(name)]),
]

describe.each(models)('tracking model: %s', (_name, model) => {
  it('has cues that can fire', () => {
    const cues = model.dimensions.flatMap((dimension) => [
      ...Object.values(dimension.cues).flat(),
      ...dimension.values.flatMap((value) => [...value.cues, ...value.synonyms]),
    ])

    for (const cue of cues) expect(compilePhrase(cue), cue).not.toEqual([])
  })

  it('lets cues without a value stand only where none is needed', () => {
    for (const { kind, cues } of model.dimensions)
      if (kind === 'vocabulary' || kind === 'text')
        for (const cue of [...cues.set, ...cues.add]) expect(cue).toContain('{value}')
  })

  it('gives every dimension to some type', () => {
    const owned = new Set(model.types.flatMap((type) => type.dimensions))

    for (const { name } of model.dimensions) expect(owned).toContain(name)
  })
})

describe('the examples', () => {
  it.each([
    ['software-delivery', 'The Lantern feature is in review.', 'Lantern status=in_review asserted'],
    ['software-delivery', 'TIDE-204 is fixed.', 'TIDE-204 status=done asserted'],
    [
      'software-delivery',
      'The code freeze for Harbour Light is set for March 20.',
      'Harbour Light due_date=2025-03-20 asserted',
    ],
    ['sales-deals', 'The Northwind deal is in negotiation.', 'Northwind stage=negotiation asserted'],
    ['sales-deals', 'The Northwind deal is worth 40,000 euros.', 'Northwind amount=40000 EUR asserted'],
    ['hiring', 'Mira Solberg has accepted.', 'Mira Solberg stage=hired asserted'],
    ['hiring', 'Mira Solberg moved on to the technical interview.', 'Mira Solberg stage=technical asserted'],
  ])('%s reads "%s"', async (name, line, expected) => {
    expect(await observationsOf(`Ana Ruiz: ${line}`, load(name))).toContain(expected)
  })
})

describe('a committee', () => {
  const committee = load('standards-committee')
  const last = async (title: string, ...lines: string[]) => {
    const { observations } = await extract(lines, title, committee)
    return observations
      .filter((row) => row.modality === 'asserted')
      .map(shortForm)
      .at(-1)
  }
  const talk = 'Ana Ruiz: I would like to ask for stage 2.'

  it.each([
    ['a stage in the conclusion', ['Conclusion', '- Stage 2'], '? stage=2 asserted'],
    ['a stage with conditions', ['Conclusion', '- Stage 2, pending the review of the grammar'], '? stage=2 asserted'],
    ['a verb', ['Conclusion', 'The proposal advances to stage 2'], '? stage=2 asserted'],
    ['an assent to what the title asks', ['Conclusion', '- Consensus'], '? stage=2 asserted'],
    ['a label before the words', ['Conclusion: stage 2'], '? stage=2 asserted'],
    ['a demotion', ['Conclusion', 'Demoted to stage 1 from stage 2'], '? stage=1 asserted'],
  ])('decides by %s', async (_kind, lines, expected) => {
    expect(
      await last('Lazy fields for stage 2', talk, 'Ben Okoye: Sounds fine.', ...lines.map((line) => `: ${line}`)),
    ).toBe(expected)
  })

  it.each([
    ['nothing was decided', ['Conclusion', '- To be discussed offline']],
    ['it was refused', ['Conclusion', '- Not advancing']],
    [
      'others are asked to review',
      ['Conclusion', '- Stage 3 reviewers: Ana, Ben', '- Two people to review for stage 3'],
    ],
    ['a stage was not reached', ['Conclusion', 'Stage 2 not reached']],
    ['something else was agreed', ['Conclusion', '- Consensus on the second option']],
  ])('decides nothing when %s', async (_kind, lines) => {
    expect(await last('Lazy fields for stage 2', talk, ...lines.map((line) => `: ${line}`))).toBeUndefined()
  })

  it('takes a request and its assent in speech for a decision', async () => {
    expect(await last('Lazy fields', 'Ana Ruiz: Any objections to stage 2?', 'Ben Okoye: No objections.')).toBe(
      '? stage=2 asserted',
    )
  })

  it('takes nobody’s own word for the assent of others', async () => {
    expect(await last('Lazy fields', 'Ana Ruiz: I am asking for stage 2.', 'Ana Ruiz: Sounds good.')).toBeUndefined()
  })

  it('names the proposal by the title, without the request', async () => {
    const { names: found } = await extract([talk], 'Lazy fields for stage 2', committee)

    expect(found.map((name) => `${name.type}: ${name.surface}`)).toContain('proposal: Lazy fields')
  })
})
