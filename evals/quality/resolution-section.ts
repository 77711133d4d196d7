import type { JudgedMention, MentionForm, MentionVerdict } from '../resolution/score-mentions.ts'
import type { SurfaceTally } from '../resolution/tally-surfaces.ts'
import { markdownTable, shareOf } from './markdown.ts'
import { catalogueOf, type Measured, nameOf } from './measured.ts'

const verdicts: readonly MentionVerdict[] = ['right', 'look-alike', 'other thing', 'thing of its own', 'missed']
const forms: readonly MentionForm[] = ['canonical name', 'other name', 'other words']

/** Whether names lead to the right thing, and to no other. */
export const resolutionSection = (
  surfaces: readonly { catalogue: string; tally: SurfaceTally }[],
  measured: readonly Measured[],
): string => {
  const labelled = measured.filter((one) => (one.mentions?.length ?? 0) > 0)
  return [
    '## Which thing is meant',
    '',
    ...(surfaces.length > 0 ? [...describeSurfaces(surfaces), ''] : []),
    ...labelled.flatMap((one) => [
      `Where the labels of ${nameOf(one)} say that a thing is spoken of, catalogue ${catalogueOf(one)}:`,
      '',
      mentionTable(one.mentions ?? []),
      '',
    ]),
    ...describeMerges(measured),
  ].join('\n')
}

const describeSurfaces = (surfaces: readonly { catalogue: string; tally: SurfaceTally }[]): string[] => [
  'Names of tc39 as agendas, delegates and lists write them, and agenda titles that name no proposal, each alone as the title of',
  'a meeting: *right* is the thing of the catalogue that is meant, *wrong* another one. The form is how the words differ from',
  'the names that are known at the end, other names included; *by canonical name* how they differ from the one name of a',
  'catalogue of names.',
  '',
  markdownTable([
    ['catalogue', 'words', 'count', 'right', 'wrong', 'missed', 'right %'],
    ...surfaces.flatMap(({ catalogue, tally }) =>
      [...tally].map(([group, { count, right, wrong, missed }]) => [
        catalogue,
        group,
        ...[count, right, wrong, missed].map(String),
        shareOf(right, count),
      ]),
    ),
  ]),
  '',
  'The aims are 92 % right and 97 % of the titles that name no proposal kept unlinked, with a catalogue of names.',
]

const mentionTable = (mentions: readonly JudgedMention[]): string => {
  const rows = forms.map((form) => [form, mentions.filter((row) => row.form === form)] as const)
  return markdownTable([
    ['said as', 'labelled', ...verdicts, 'right %'],
    ...[...rows, ['all', mentions] as const].map(([name, own]) => {
      const count = (verdict: MentionVerdict) => own.filter((row) => row.verdict === verdict).length
      return [
        name,
        String(own.length),
        ...verdicts.map((verdict) => String(count(verdict))),
        shareOf(count('right'), own.length),
      ]
    }),
  ])
}

const describeMerges = (measured: readonly Measured[]): string[] => {
  const rows = measured.flatMap((one) => (one.merges && one.merges.pairs > 0 ? [{ one, merges: one.merges }] : []))
  if (rows.length === 0) return []
  return [
    'Look-alikes (pairs that the labels say must not be merged) that became one thing, and labelled things that became several:',
    '',
    markdownTable([
      ['set', 'catalogue', 'pairs', 'merged', '%', 'things', 'split', '%'],
      ...rows.map(({ one, merges }) => [
        nameOf(one),
        catalogueOf(one),
        String(merges.pairs),
        String(merges.merged),
        shareOf(merges.merged, merges.pairs),
        String(merges.things),
        String(merges.split),
        shareOf(merges.split, merges.things),
      ]),
    ]),
    '',
    'The aim is at most 1 % of false merges. Things of a catalogue are never merged by the system, so the row without a',
    'catalogue is the one that tells something.',
  ]
}
