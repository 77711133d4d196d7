import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LoadOptions } from '../../../evals/datasets/dataset.ts'
import { loadOwn } from '../../../evals/datasets/own.ts'
import { scoreSeries } from '../../../evals/score-series.ts'

const folder = join(import.meta.dirname, '../../../evals/own')
const options: LoadOptions = { catalogue: 'names', granularity: 'topic', variant: 'minutes', limit: null }

it('cites passages that are in the transcripts, and no trap that is also a change', () => {
  // Loading fails on a quote that no segment says.
  const { worlds, labels } = loadOwn(folder, options)
  if (labels.kind !== 'series') throw new Error('the own set labels every dimension')
  expect(worlds.flatMap((world) => world.meetings)).toHaveLength(9)
  for (const { transitions, nonChanges } of labels.gold ?? []) {
    const changed = transitions.map((row) => `${row.entity}|${row.dimension}`)
    expect(nonChanges.filter((row) => changed.includes(`${row.entity}|${row.dimension}`))).toEqual([])
  }
})

it('chains its labels: each change starts from the last value of its series', () => {
  const { labels } = loadOwn(folder, options)
  if (labels.kind !== 'series') throw new Error('the own set labels every dimension')
  const last = new Map<string, unknown>()
  for (const { meetingId, transitions } of labels.gold ?? [])
    for (const row of transitions) {
      const series = labels.seriesOf.find((meeting) => meeting.id === meetingId)?.series
      const key = `${series}|${row.entity}|${row.dimension}`
      expect(row.from, `${meetingId} ${key}`).toEqual(last.get(key) ?? null)
      last.set(key, row.to)
    }
})

it('scores itself as perfect', () => {
  const { labels } = loadOwn(folder, options)
  if (labels.kind !== 'series' || labels.gold === null) throw new Error('the own set has labels')
  const predictions = labels.gold.flatMap(({ meetingId, transitions }) =>
    transitions.map((row) => ({ meetingId, ...row })),
  )
  const score = scoreSeries(labels.gold, labels.seriesOf, labels.entities, predictions)
  expect(score.transitions).toMatchObject({ f1: 1, fromRight: 1, unknownEntity: 0 })
  expect(score.trapsTaken).toBe(0)
})

it('imports nothing, names, or names and aliases, as asked', () => {
  const importsOf = (catalogue: LoadOptions['catalogue']) =>
    loadOwn(folder, { ...options, catalogue }).worlds.flatMap((world) => world.imports)
  expect(importsOf('none')).toEqual([])
  expect(importsOf('names').flatMap((row) => row.aliases)).toEqual([])
  expect(importsOf('aliases').flatMap((row) => row.aliases)).toContain('the migration')
})
