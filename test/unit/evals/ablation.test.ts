import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ablations } from '../../../evals/ablation/ablations.ts'
import { runAblations } from '../../../evals/ablation/run-ablations.ts'
import type { Dataset, EvalMeeting, World } from '../../../evals/datasets/dataset.ts'
import { loadModel } from '../../../evals/datasets/load-model.ts'
import { meetingContext } from '../../../evals/datasets/meeting-context.ts'
import { loadOwn } from '../../../evals/datasets/own.ts'
import { evaluateRead, readDataset } from '../../../evals/evaluate.ts'
import { readOptions } from '../../../evals/options.ts'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'
import { trackingModelSchema } from '../../../src/domain/tracking-model/model.ts'

const analyst = createOfflineAnalyst()

const meetingOf = (title: string, lines: readonly string[]): EvalMeeting => {
  const segments = lines.map((text, index) => ({
    index,
    speaker: 'Ada Ray',
    role: null,
    startMs: null,
    endMs: null,
    text,
  }))
  return {
    id: 'may',
    context: meetingContext({ title, type: 'meeting', occurredAt: '2025-05-06', series: 'shop', participants: [] }),
    sequence: 0,
    segments,
    labelledIndex: segments.map((segment) => segment.index),
  }
}

const datasetOf = (title: string, ...lines: string[]): Dataset => {
  const world: World = {
    name: 'shop',
    model: loadModel('default'),
    meetings: [meetingOf(title, lines)],
    imports: ['Seat Map', 'Reservation Desk'].map((name) => ({ type: 'project', name, aliases: [], state: [] })),
  }
  const labels = { kind: 'series' as const, gold: null, seriesOf: [{ id: 'may', series: 'shop' }], entities: [] }
  return { name: 'shop', setting: {}, worlds: [world], labels }
}

const changesWithout = async (dataset: Dataset, ...names: string[]) => {
  const chosen = ablations.filter((one) => names.includes(one.name))
  expect(chosen).toHaveLength(names.length)
  const { outcomes } = evaluateRead(await readDataset(analyst, dataset, chosen), dataset, 0, chosen)
  return outcomes.flatMap(({ changes }) => changes.map(({ entity, dimension, to }) => `${entity} ${dimension} ${to}`))
}

describe('a part that is left out', () => {
  it('keeps every tracking model valid', () => {
    for (const name of ['default', 'standards-committee', 'protocol-upgrades'])
      for (const { model } of ablations) {
        const { version: _, ...whole } = loadModel(name)
        expect(trackingModelSchema.safeParse({ ...whole, ...model?.(whole) }).success).toBe(true)
      }
  })

  it('is missing from what is read: without questions kept apart, a question states', async () => {
    const asked = datasetOf('Weekly', 'The Seat Map is blocked?')
    expect(await changesWithout(asked)).toEqual([])
    expect(await changesWithout(asked, 'questions')).toEqual(['Seat Map status blocked'])
  })

  it('is missing from the vocabulary', async () => {
    const told = datasetOf('Weekly', 'The Seat Map is blocked.')
    expect(await changesWithout(told)).toEqual(['Seat Map status blocked'])
    expect(await changesWithout(told, 'value-cues', 'dimension-cues', 'dimension-nouns')).toEqual([])
  })

  it('is missing from the record: a likeness no longer joins two names', async () => {
    const misspelt = datasetOf('Weekly', 'The Reservaton Desk project is blocked.')
    expect(await changesWithout(misspelt)).toEqual(['Reservation Desk status blocked'])
    expect(await changesWithout(misspelt, 'misspelt')).toEqual(['Reservaton Desk status blocked'])
  })

  it('changes nothing where it is not used, and is undone by leaving out nothing', async () => {
    const own = loadOwn(join(import.meta.dirname, '../../../evals/own'), {
      catalogue: 'names',
      granularity: 'topic',
      variant: 'raw',
      limit: null,
    })
    const idle = ablations.filter(({ name }) => name === 'initials' || name === 'value-cues')
    const result = await runAblations(analyst, own, idle)
    const scoresOf = (name: string) => result?.rows.find((row) => row.ablation.name === name)?.scores
    expect(scoresOf('initials')).toEqual(result?.whole)
    expect(scoresOf('value-cues')?.transitionF1).toBeLessThan(result?.whole.transitionF1 ?? 0)
  })
})

it('is named on the command line, and has no baseline', () => {
  expect(readOptions(['--without', 'asks', '--without', 'silence'])).toMatchObject({
    options: { without: [{ name: 'asks' }, { name: 'silence' }] },
  })
  expect(readOptions(['--without', 'luck'])).toMatchObject({ exitCode: 2 })
  expect(readOptions(['--without', 'asks', '--check'])).toMatchObject({ exitCode: 2 })
})
