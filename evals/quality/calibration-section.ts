import { fitMonotone, mapConfidence, type Step } from '../calibration/fit-monotone.ts'
import { type JudgedChange, judgedChanges } from '../calibration/judged-changes.ts'
import { calibrationError, reliability } from '../calibration/reliability.ts'
import { markdownTable, points } from './markdown.ts'
import { type Measured, mainSettings, nameOf } from './measured.ts'

type Group = { name: string; changes: JudgedChange[] }

/** Whether a confidence of 70 means that 70 of a hundred are right. */
export const calibrationSection = (measured: readonly Measured[]): string => {
  // The days are the same talk as the topics.
  const groups = mainSettings(measured)
    .filter((one) => one.setting.granularity !== 'day')
    .map((one): Group => ({ name: nameOf(one), changes: judgedChanges(one.detail) }))
  const [first, second] = [groups.filter((_, index) => index % 2 === 0), groups.filter((_, index) => index % 2 === 1)]
  return [
    '## How sure it is',
    '',
    'Every reported change by its confidence, judged strictly (what the labels do not know counts as wrong). The expected',
    'calibration error is the distance of confidence from the share that is right, averaged over changes.',
    '',
    markdownTable([
      ['set', 'confidence', 'changes', 'mean confidence', 'right %'],
      ...groups.flatMap(({ name, changes }) =>
        reliability(changes, 10).map((bucket) => [
          name,
          `${bucket.from} to ${bucket.to}`,
          String(bucket.count),
          bucket.meanConfidence.toFixed(1),
          points(bucket.right),
        ]),
      ),
    ]),
    '',
    markdownTable([
      ['set', 'changes', 'mean confidence', 'right %', 'expected calibration error'],
      ...groups.map(({ name, changes }) => [
        name,
        String(changes.length),
        (changes.reduce((sum, row) => sum + row.confidence, 0) / Math.max(1, changes.length)).toFixed(1),
        points(changes.filter((row) => row.right).length / Math.max(1, changes.length)),
        calibrationError(changes).toFixed(1),
      ]),
    ]),
    '',
    'Would a mapping help? The best mapping that never falls, fitted on one half of the sets and tried on the other:',
    '',
    markdownTable([
      ['fitted on', 'tried on', 'error before', 'error after'],
      ...[...tried(first, second), ...tried(second, first)],
    ]),
  ].join('\n')
}

const tried = (fitted: readonly Group[], others: readonly Group[]): string[][] => {
  const steps = fitMonotone(fitted.flatMap((group) => group.changes))
  if (steps.length === 0) return []
  return others.map(({ name, changes }) => [
    fitted.map((group) => group.name).join(', '),
    name,
    calibrationError(changes).toFixed(1),
    calibrationError(mapped(changes, steps)).toFixed(1),
  ])
}

const mapped = (changes: readonly JudgedChange[], steps: readonly Step[]): JudgedChange[] =>
  changes.map((change) => ({ ...change, confidence: mapConfidence(steps, change.confidence) }))
