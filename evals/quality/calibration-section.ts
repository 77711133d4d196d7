import type { NameLinkage } from '../../src/domain/observation/observation-fact.ts'
import { baseConfidence } from '../../src/domain/transition/base-confidence.ts'
import { type Found, found } from '../../src/domain/transition/found-by.ts'
import { fitCells } from '../calibration/fit-cells.ts'
import { holdOut } from '../calibration/held-out.ts'
import {
  type GroundedChange,
  groundedChanges,
  type JudgedChange,
  judgedChanges,
} from '../calibration/judged-changes.ts'
import { calibrationError, reliability } from '../calibration/reliability.ts'
import type { Grounds } from '../outcome.ts'
import { markdownTable, points } from './markdown.ts'
import { type Measured, mainSettings, nameOf } from './measured.ts'

type Group = { name: string; changes: JudgedChange[] }

/** Whether a confidence of 70 means that 70 of a hundred are right. */
export const calibrationSection = (measured: readonly Measured[]): string => {
  // The days are the same talk as the topics.
  const shown = mainSettings(measured).filter((one) => one.setting.granularity !== 'day')
  const groups = shown.map((one): Group => ({ name: nameOf(one), changes: judgedChanges(one.detail) }))
  const sets = shown.map((one) => ({ name: nameOf(one), changes: groundedChanges(one.detail) }))
  const grounded = sets.flatMap(({ changes }) => changes)
  const cells = fitCells(grounded)
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
    'Confidence is told from how a change was stated and how its thing was found. Of a hundred changes of each kind so many are',
    'right; in brackets what is promised, and how many there were. What is taken off for a first value and for free text is given back:',
    '',
    markdownTable([
      ['stated as', ...found.map((way) => `thing ${way}`)],
      ...Object.entries(cells).map(([basis, ways]) => [
        basis,
        ...found.map((way) => cellOf(basis as Grounds['basis'], way, ways[way], grounded)),
      ]),
    ]),
    '',
    'Does that hold where it was not fitted? The error with what is in force, with cells that are fitted on the other half of the',
    'meetings of all sets, and with cells that are fitted on the other sets alone:',
    '',
    markdownTable([
      ['set', 'changes', 'as it is', 'from the other half', 'from the other sets'],
      ...holdOut(sets).map((row) => [
        row.name,
        String(row.changes),
        ...[row.now, row.otherHalf, row.otherSets].map((error) => error.toFixed(1)),
      ]),
    ]),
    '',
    'The smaller a set, the larger the error that chance alone gives: with 40 changes some ten points.',
  ].join('\n')
}

const cellOf = (basis: Grounds['basis'], way: Found, points: number, changes: readonly GroundedChange[]): string => {
  const count = changes.filter(({ grounds }) => grounds.basis === basis && grounds.found === way).length
  const promised = baseConfidence({ basis, confidence: 0 }, { method: methodOf[way], penalty: 0 })
  return count === 0 ? `– (${promised}, 0)` : `${points} (${promised}, ${count})`
}

/** One way of linking for each way of finding. */
const methodOf: Readonly<Record<Found, NameLinkage['method']>> = {
  named: 'stated',
  announced: 'title',
  near: 'sentence',
  recalled: 'back',
}
