import { judgedChanges } from '../calibration/judged-changes.ts'
import { calibrationError } from '../calibration/reliability.ts'
import type { SurfaceTally } from '../resolution/tally-surfaces.ts'
import type { Reached } from './aims.ts'
import { shareOf } from './markdown.ts'
import { type Measured, mainSettings, nameOf } from './measured.ts'

/** What a reader must know first: what is missed most, what is reported wrongly, and which aims are not reached. */
export const weakSection = (
  measured: readonly Measured[],
  reached: readonly Reached[],
  surfaces: readonly { catalogue: string; tally: SurfaceTally }[],
): string => {
  const short = reached.filter(({ aim, reached: value }) => value < aim)
  const named = surfaces.find(({ catalogue }) => catalogue === 'names')?.tally.get('names a proposal')
  return [
    '## What is weak',
    '',
    ...short.map(
      ({ of, about, aim, reached: value }) => `- ${of}: ${about} is ${value.toFixed(1)} where ${aim} was aimed at.`,
    ),
    ...(named
      ? [
          `- Of the names that people use for things of a catalogue with one name each, ${shareOf(named.right, named.count)} % lead to the ` +
            `thing, ${shareOf(named.missed, named.count)} % to none and ${shareOf(named.wrong, named.count)} % to a wrong one.`,
        ]
      : []),
    ...mainSettings(measured).flatMap((one) => {
      const changes = judgedChanges(one.detail)
      const { counts, labelled } = outcomesOf(one)
      return [
        `- ${nameOf(one)}: ${shareOf(counts.missed, labelled)} % of the labelled changes are missed, ` +
          `${shareOf(changes.filter((row) => !row.right).length, changes.length)} % of the reported ones are wrong, ` +
          `confidence is off by ${calibrationError(changes).toFixed(0)} points.`,
      ]
    }),
    '',
    'The written series were made by a language model, with labels of the same hand; the labels of real meetings come from minutes',
    'and public records, and about one in a hundred is wrong. All of it is English.',
  ].join('\n')
}

const outcomesOf = ({ detail }: Measured) =>
  detail.kind === 'states'
    ? { counts: { missed: detail.all.counts.fn }, labelled: detail.all.counts.tp + detail.all.counts.fn }
    : {
        counts: { missed: detail.score.judgements.filter((row) => row.verdict === 'missed').length },
        labelled: detail.score.transitions.gold,
      }
