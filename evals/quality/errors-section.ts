import type { Detail, Losses } from '../grade.ts'
import { seriesConfusion, stateConfusion } from './confusion.ts'
import { markdownMatrix, markdownTable, shareOf } from './markdown.ts'
import { type Measured, mainSettings, nameOf } from './measured.ts'

type States = Extract<Detail, { kind: 'states' }>
type Series = Extract<Detail, { kind: 'series' }>

/** What was reported for what, and where the rest was lost. */
export const errorsSection = (measured: readonly Measured[]): string => {
  const main = mainSettings(measured)
  return [
    '## What was reported for what',
    '',
    'With a catalogue of names. Rows are labels, columns what was reported; *not found* is a thing that the record did not have',
    'in that meeting, *no label* a change of something that the labels do not know.',
    ...main.flatMap((one) => ['', `### ${nameOf(one)}`, '', ...describe(one.detail)]),
    '',
    '## Where it goes wrong',
    '',
    'Reported changes and missed ones, by what is wrong with them:',
    '',
    counted(main.map((one) => [nameOf(one), verdictsOf(one.detail)])),
    '',
    'Missed changes, by where they were lost: in reading, in weighing what was read, or in finding out what it is about:',
    '',
    counted(main.map((one) => [nameOf(one), one.detail.losses])),
  ].join('\n')
}

const describe = (detail: Detail): string[] =>
  detail.kind === 'states' ? describeStates(detail) : describeSeries(detail)

const describeStates = (detail: States): string[] => [
  markdownMatrix('labelled', stateConfusion(detail.all.judgements, detail.labels.scheme)),
  '',
  markdownTable([
    ['changes that are visible in the talk', 'labelled', 'found', 'false', 'unlisted', 'missed'],
    ...(
      [
        ['all', detail.all],
        ['at least named', detail.mention],
        ['explicit', detail.explicit],
      ] as const
    ).map(([name, { counts }]) => [
      name,
      ...[counts.tp + counts.fn, counts.tp, counts.fp, counts.fpUnmatched, counts.fn].map(String),
    ]),
  ]),
]

const describeSeries = ({ score }: Series): string[] => [
  markdownTable([
    ['dimension', 'labelled', 'reported', 'right', 'P', 'R'],
    ...Object.entries(score.byDimension).map(([name, { n, pred, hit }]) => [
      name,
      ...[n, pred, hit].map(String),
      shareOf(hit, pred),
      shareOf(hit, n),
    ]),
  ]),
  '',
  markdownTable([
    ['how it is said', 'labelled', 'found', 'R'],
    ...Object.entries(score.byCue).map(([name, { n, hit }]) => [name, String(n), String(hit), shareOf(hit, n)]),
  ]),
  '',
  ...(Object.keys(score.traps).length > 0
    ? [
        markdownTable([
          ['trap', 'set', 'taken', '%'],
          ...Object.entries(score.traps).map(([name, { n, hit }]) => [name, String(n), String(hit), shareOf(hit, n)]),
        ]),
        '',
      ]
    : []),
  'Status:',
  '',
  markdownMatrix('labelled', seriesConfusion(score.judgements, 'status')),
  '',
  markdownTable([
    ['what was said besides', 'labelled', 'reported', 'P', 'R', 'F1'],
    ...(
      [
        ['action items', score.actionItems],
        ['decisions', score.decisions],
        ['risks', score.risks],
      ] as const
    ).map(([name, row]) => [
      name,
      String(row.gold),
      String(row.predicted),
      ...[row.precision, row.recall, row.f1].map((share) => shareOf(share, 1)),
    ]),
  ]),
  '',
  `Of the action items found, ${shareOf(score.actionItems.ownerRight, 1)} % have the right owner and ${shareOf(score.actionItems.dueRight, 1)} % the right day or rightly none.`,
]

const verdictNames: Readonly<Record<string, string>> = {
  'change found': 'right',
  right: 'right',
  'false alarm': 'no such change',
  'unlisted change': 'of an unknown thing',
  'unknown entity': 'of an unknown thing',
  'trap taken': 'trap taken',
  'wrong value': 'another state',
  missed: 'missed',
}

const verdictsOf = (detail: Detail): Losses => {
  const names =
    detail.kind === 'states'
      ? detail.all.judgements.map((row) =>
          row.verdict === 'change found' && !row.toRight ? 'wrong value' : row.verdict,
        )
      : detail.score.judgements.map((row) => row.verdict)
  const counts = new Map<string, number>()
  for (const verdict of names) {
    const name = verdictNames[verdict]
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
}

/** A row per kind and a column per set, the most frequent kind first. */
const counted = (columns: readonly (readonly [name: string, counts: Losses])[]): string => {
  const totals = new Map<string, number>()
  for (const [, counts] of columns)
    for (const [kind, count] of counts) totals.set(kind, (totals.get(kind) ?? 0) + count)
  const kinds = [...totals].sort((one, other) => other[1] - one[1]).map(([kind]) => kind)
  return markdownTable([
    ['', ...columns.map(([name]) => name)],
    ...kinds.map((kind) => [
      kind,
      ...columns.map(([, counts]) => String(counts.find(([name]) => name === kind)?.[1] ?? '')),
    ]),
  ])
}
