import { describe, expect, it } from 'vitest'
import type { Dataset, SeriesLabels } from '../../../evals/datasets/dataset.ts'
import { loadModel } from '../../../evals/datasets/load-model.ts'
import { loadOwn } from '../../../evals/datasets/own.ts'
import { countMerges } from '../../../evals/resolution/count-merges.ts'
import { resolveSurfaces } from '../../../evals/resolution/resolve-surfaces.ts'
import { judgeMentions } from '../../../evals/resolution/score-mentions.ts'
import { tallySurfaces } from '../../../evals/resolution/tally-surfaces.ts'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'

const entities = [
  { series: 'shop', name: 'Seat Map', aliases: ['the map'], lookalikes: ['Seat Plan'] },
  { series: 'shop', name: 'Seat Plan', aliases: ['plan B'], lookalikes: ['Seat Map'] },
]

describe('look-alikes', () => {
  const thing = (...names: string[]) => ({ world: 'shop', type: 'project', names })

  it('are merged when one thing has names of both, each pair counted once', () => {
    expect(countMerges({ entities }, [thing('Seat Map', 'Plan B')])).toEqual({
      pairs: 1,
      merged: 1,
      things: 2,
      split: 0,
    })
    expect(countMerges({ entities }, [thing('Seat Map'), thing('Seat Plan')])).toMatchObject({ merged: 0 })
  })

  it('are split when two things have names of one; a name that nobody labelled says nothing', () => {
    expect(countMerges({ entities }, [thing('Seat Map', 'Chart'), thing('the map')])).toEqual({
      pairs: 1,
      merged: 0,
      things: 1,
      split: 1,
    })
  })
})

it('tells what labelled words were taken for', () => {
  const text = 'the map is done, plan B waits, and that thing too'
  const labels: SeriesLabels = {
    kind: 'series',
    gold: [],
    seriesOf: [{ id: 'may', series: 'shop' }],
    entities: entities.map((entity, at) => ({
      ...entity,
      mentions: (at === 0 ? ['the map', 'that thing'] : ['plan B']).map((surface) => ({
        meetingId: 'may',
        segment: 0,
        surface,
      })),
    })),
  }
  const [world] = loadOwn('evals/own', { catalogue: 'none', granularity: 'topic', variant: 'raw', limit: 1 }).worlds
  const [meeting] = world?.meetings ?? []
  if (!world || !meeting?.segments[0]) throw new Error('the own set has a meeting')
  const dataset: Dataset = {
    name: 'shop',
    setting: {},
    labels,
    worlds: [{ ...world, meetings: [{ ...meeting, id: 'may', segments: [{ ...meeting.segments[0], text }] }] }],
  }
  const mentions = [
    { segment: 0, start: 4, end: 7, entity: 'Seat Map' },
    { segment: 0, start: 17, end: 23, entity: 'Seat Map' },
  ]
  const outcome = { id: 'may', mentioned: [], changes: [], observations: [], insights: [], mentions }
  expect(judgeMentions(dataset, labels, [outcome])).toEqual([
    { form: 'other name', verdict: 'right' },
    { form: 'other words', verdict: 'missed' },
    { form: 'other name', verdict: 'look-alike' },
  ])
})

describe('labelled spellings', () => {
  const gold = (surface: string, entity: string | null) => ({
    surface,
    entity,
    entityId: entity,
    source: 'agenda',
    matchToCatalogue: entity === null ? null : 'exact',
  })

  it('are right, wrong or missed; what names nothing is right when it is kept unlinked', () => {
    const rows = [gold('Map', 'Seat Map'), gold('Plan', 'Seat Plan'), gold('Chart', 'Seat Map'), gold('Lunch', null)]
    const tally = tallySurfaces(rows, [
      { surface: 'Map', entity: 'seat map' },
      { surface: 'Plan', entity: 'Seat Map' },
      { surface: 'Chart', entity: null },
      { surface: 'Lunch', entity: null },
    ])
    expect(tally.get('names a proposal')).toEqual({ count: 3, right: 1, wrong: 1, missed: 1 })
    expect(tally.get('names no proposal')).toEqual({ count: 1, right: 1, wrong: 0, missed: 0 })
  })

  it('are resolved by the product: the thing of the catalogue with the longest words, or none', async () => {
    const imports = ['Seat Map', 'Seat Map Printing'].map((name) => ({ type: 'project', name, aliases: [], state: [] }))
    const found = await resolveSurfaces(createOfflineAnalyst(), { model: loadModel('default'), imports }, [
      { surface: 'seat map' },
      { surface: 'Seat Map Printing and Seat Map' },
      { surface: 'Any other business' },
    ])
    expect(found.map((row) => row.entity)).toEqual(['Seat Map', 'Seat Map Printing', null])
  })
})
