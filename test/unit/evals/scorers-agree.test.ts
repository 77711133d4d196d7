import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readJson, readLines } from '../../../evals/datasets/read-lines.ts'
import { loadTc39 } from '../../../evals/datasets/tc39.ts'
import { evaluate } from '../../../evals/evaluate.ts'
import { type SeriesGold, type SeriesPrediction, scoreSeries } from '../../../evals/score-series.ts'
import { scoreStateTracking } from '../../../evals/score-state-tracking.ts'
import { type SurfaceGold, scoreSurfaces } from '../../../evals/score-surfaces.ts'
import type { StateGold, StatePrediction } from '../../../evals/scoring/judge-states.ts'
import type { SeriesEntity } from '../../../evals/scoring/series-entities.ts'
import { createOfflineAnalyst } from '../../../src/analysis/offline/offline-analyst.ts'

/** The labelled sets and their published scorers live outside the repository; without them there is nothing to compare with. */
const data = resolve(process.env.THROUGHLINE_DATA ?? '../shared/data')
const suite = existsSync(join(data, 'scoring')) ? describe : describe.skip

const random = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return seed / 4_294_967_296
}

const pick = <Item>(items: readonly Item[], next: () => number): Item =>
  items[Math.floor(next() * items.length)] as Item

/** Predictions as a middling system makes them: some right, some missing, wrong states, other spellings, other things. */
const noisyStates = (gold: readonly StateGold[], states: readonly string[], seed: number): StatePrediction[] => {
  const next = random(seed)
  return gold.flatMap((row) => {
    const rows: StatePrediction[] = []
    const entity =
      next() < 0.3 ? `${pick(row.aliases ?? [row.entity], next)} proposals` : pick(row.aliases ?? [row.entity], next)
    if (next() < 0.8)
      rows.push({
        meetingId: row.meetingId,
        entity,
        fromState: next() < 0.8 ? row.fromState : pick(states, next),
        toState: next() < 0.7 ? row.toState : pick(states, next),
      })
    if (next() < 0.2)
      rows.push({
        meetingId: row.meetingId,
        entity: pick(gold, next).entity,
        fromState: '1',
        toState: pick(states, next),
      })
    if (next() < 0.1) rows.push({ meetingId: 'elsewhere', entity, fromState: 'none', toState: pick(states, next) })
    if (next() < 0.1) rows.push({ meetingId: row.meetingId, entity: row.entity, entityId: row.entityId })
    return rows
  })
}

type Reference = {
  score: (gold: unknown[], predictions: unknown[], options: object) => Record<string, unknown> & { detail: string[][] }
  scoreSurfaces: (gold: unknown[], predictions: unknown[], entities: unknown[]) => unknown
}

suite(`our scorers and the published ones (${data})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-scorers-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  const reference = async () => (await import(join(data, 'scoring/score_state_tracking.mjs'))) as Reference
  const sets = [
    {
      gold: 'tc39/gold-topic.jsonl',
      scheme: 'tc39',
      states: ['0', '1', 'Stage 2', '3', 'Stage 4', 'withdrawn', '', 'dormant'],
    },
    { gold: 'tc39/gold-day.jsonl', scheme: 'tc39', states: ['0', '1', '2.7', '3', '4', 'rejected'] },
    {
      gold: 'acd/gold.jsonl',
      scheme: 'acd',
      states: ['none', 'PFI', 'CFI', 'SFI', 'declined', 'included', 'withdrawn', 'x'],
    },
  ] as const

  it.each(sets)('give the same figures for state changes ($gold)', async ({ gold: file, scheme, states }) => {
    const { score } = await reference()
    const gold = readLines<StateGold>(join(data, file))
    for (const seed of [1, 2, 3])
      for (const signal of ['any', 'mention', 'explicit'] as const)
        for (const countDontCare of [false, true]) {
          const predictions = noisyStates(gold, states, seed)
          const { detail, ...expected } = score(gold, predictions, {
            states: scheme,
            signal,
            dontCare: countDontCare ? 'count' : 'skip',
          })
          const { judgements, ...ours } = scoreStateTracking(gold, predictions, { scheme, signal, countDontCare })
          expect(ours).toEqual(expected)
          const errors = judgements.filter(
            (row) =>
              row.gold &&
              (row.verdict === 'missed' ||
                row.verdict === 'false alarm' ||
                (row.verdict === 'change found' && !row.toRight)),
          )
          expect(errors.map((row) => [row.meetingId, row.gold?.entity])).toEqual(
            detail.map(([, id, entity]) => [id, entity]),
          )
          expect(ours.counts.tp).toBeGreaterThan(0)
        }
  })

  it('give the same figures for what the offline analyst finds', async () => {
    const { score } = await reference()
    const options = { catalogue: 'names', granularity: 'topic', variant: 'minutes', limit: 60 } as const
    const dataset = loadTc39(join(data, 'tc39'), options)
    const { predictions } = await evaluate(createOfflineAnalyst(), dataset, 0)
    const gold = dataset.labels.kind === 'states' ? (dataset.labels.gold ?? []) : []
    const { detail: _, ...expected } = score([...gold], [...predictions], { states: 'tc39' })
    const { judgements: __, ...ours } = scoreStateTracking(gold, predictions as StatePrediction[])
    expect(ours).toEqual(expected)
    expect(predictions.length).toBeGreaterThan(gold.length)
  })

  it('give the same figures for surface forms', async () => {
    const gold = readLines<SurfaceGold>(join(data, 'tc39/surface-forms.jsonl'))
    const entities = readJson<{ id: string; aliases: string[] }[]>(join(data, 'tc39/entities.json'))
    const next = random(7)
    const predictions = gold
      .filter(() => next() < 0.9)
      .map((row) => ({ surface: row.surface, entity: next() < 0.7 ? row.entity : pick(gold, next).entity }))
    const expected = (await reference()).scoreSurfaces(gold, predictions, entities)
    expect(scoreSurfaces(gold, predictions, entities)).toEqual(expected)
  })

  it.each([1, 2, 3])('give the same figures for series (seed %i)', (seed) => {
    const home = join(data, 'series')
    const gold = readLines<SeriesGold>(join(home, 'gold.jsonl'))
    const meetings = readLines<{ id: string; series: string }>(join(home, 'meetings.jsonl'))
    const entities = readJson<SeriesEntity[]>(join(home, 'entities.json'))
    const predictions = noisySeries(gold, entities, seed)
    const file = join(folder, `${seed}.jsonl`)
    const result = join(folder, `${seed}.json`)
    writeFileSync(file, predictions.map((row) => JSON.stringify(row)).join('\n'))
    execFileSync(process.execPath, [
      join(data, 'scoring/score_series.mjs'),
      '--data',
      home,
      '--pred',
      file,
      '--json',
      result,
    ])
    const { judgements, ...ours } = scoreSeries(gold, meetings, entities, predictions)
    expect(ours).toEqual(JSON.parse(readFileSync(result, 'utf8')))
    expect(judgements.filter((row) => row.verdict === 'right').length).toBeGreaterThan(0)
  })
})

const noisySeries = (
  gold: readonly SeriesGold[],
  entities: readonly SeriesEntity[],
  seed: number,
): SeriesPrediction[] => {
  const next = random(seed)
  const entityName = (name: string) => {
    const entity = entities.find((row) => row.name === name)
    return next() < 0.5 ? pick([name, ...(entity?.aliases ?? [])], next) : name
  }
  const values = gold.flatMap((row) => row.transitions.map((transition) => transition.to))
  return gold.flatMap(({ meetingId, ...row }) => [
    ...row.transitions
      .filter(() => next() < 0.8)
      .map(({ entity, dimension, from, to }) => ({
        kind: 'transition' as const,
        meetingId,
        entity: next() < 0.9 ? entityName(entity) : 'Something else',
        dimension,
        from: next() < 0.7 ? from : pick(values, next),
        to: next() < 0.7 ? to : pick(values, next),
      })),
    ...row.nonChanges
      .filter(() => next() < 0.3)
      .map(({ entity, dimension }) => ({ meetingId, entity, dimension, from: null, to: pick(values, next) })),
    ...row.actionItems
      .filter(() => next() < 0.7)
      .map((item) => ({
        kind: 'action_item' as const,
        meetingId,
        description: item.description
          .split(' ')
          .slice(next() < 0.5 ? 2 : 0)
          .join(' '),
        owner: next() < 0.7 ? item.owner : null,
        dueDate: next() < 0.7 ? item.dueDate : '2020-01-01',
      })),
    ...row.decisions
      .filter(() => next() < 0.6)
      .map(({ decision }) => ({ kind: 'decision_made' as const, meetingId, decision })),
    ...row.risks
      .filter(() => next() < 0.6)
      .map(({ risk }) => ({ kind: 'risk' as const, meetingId, risk: `${risk} today` })),
  ])
}
