import { markdownTable } from './markdown.ts'
import { type Measured, mainSettings, nameOf } from './measured.ts'

const about: Readonly<Record<string, string>> = {
  tc39: 'plenaries of a standards committee; proposals move through stages. `minutes` have the conclusions that a secretary writes, `raw` is the discussion alone; by agenda topic or a whole day at once',
  acd: 'protocol calls as speech recognition heard them; proposals move through the states of inclusion in an upgrade',
  series: 'written series of ordinary work meetings in ten trades, indirect on purpose, with traps',
  own: 'the small set in this repository, which runs in every check',
}

/** What was measured on, in numbers. */
export const setsSection = (measured: readonly Measured[]): string => {
  const main = mainSettings(measured)
  const rows = main.map((one) => {
    const { detail } = one
    const labelled =
      detail.kind === 'states'
        ? [detail.all.counts.tp + detail.all.counts.fn, detail.all.counts.fp + detail.all.counts.tn]
        : [detail.score.transitions.gold, Object.values(detail.score.traps).reduce((sum, trap) => sum + trap.n, 0)]
    return [
      nameOf(one),
      ...[one.meetings, one.segments, one.words, ...labelled].map((count) => count.toLocaleString('en-US')),
    ]
  })
  return [
    '## What it is measured on',
    '',
    ...Object.entries(about)
      .filter(([set]) => main.some((one) => one.set === set))
      .map(([set, text]) => `- **${set}**: ${text}.`),
    '',
    'Labels that say "discussed, no change" and traps (conditional, negated, asked, in the past…) are there to be left alone.',
    'Only `own` is part of this repository; no sentence of the others is on this page.',
    '',
    markdownTable([['set', 'meetings', 'segments', 'words', 'changes', 'no change or trap'], ...rows]),
  ].join('\n')
}
