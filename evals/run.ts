import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOfflineAnalyst } from '../src/analysis/offline/offline-analyst.ts'
import { ablations } from './ablation/ablations.ts'
import { runAblations } from './ablation/run-ablations.ts'
import { fallenScores, readBaseline, writeBaseline } from './baseline.ts'
import type { Dataset } from './datasets/dataset.ts'
import { findDatasets } from './datasets/find-datasets.ts'
import { loadOwn } from './datasets/own.ts'
import { readOtherSets } from './datasets/read-other-sets.ts'
import { findSurfaces } from './datasets/surfaces.ts'
import { type Evaluated, evaluate } from './evaluate.ts'
import { type EvalOptions, readOptions } from './options.ts'
import { otherSections } from './quality/other-sections.ts'
import { ablationReport } from './report/ablation-report.ts'
import { surfaceReport } from './report/surface-report.ts'
import { tallySet } from './resolution/tally-set.ts'

const analyst = createOfflineAnalyst()

const main = async (): Promise<number> => {
  const parsed = readOptions(process.argv.slice(2))
  if ('message' in parsed) {
    console.error(parsed.message)
    return parsed.exitCode
  }
  const { options } = parsed
  if (options.data !== null && !existsSync(options.data)) {
    console.error(`there is no folder ${options.data}`)
    return 2
  }
  const own = [(load: EvalOptions) => loadOwn(join(import.meta.dirname, 'own'), load)]
  const loaders = options.data === null ? own : findDatasets(options.data)
  if (loaders.length === 0 && options.data !== null && otherSections(readOtherSets(options.data)) !== '') {
    printOthers(options.data)
    return 0
  }
  if (loaders.length === 0) {
    console.error(`no labelled set was found in ${options.data}`)
    return 2
  }
  if (options.surfaces) return printSurfaces(options)
  if (options.ablate) {
    for (const load of loaders) await printAblations(load(options))
    return 0
  }
  const evaluated: Evaluated[] = []
  for (const load of loaders) {
    const result = await evaluate(analyst, load(options), options.errors, options.without)
    evaluated.push(result)
    if (!options.json) console.log(describe(result, options))
    if (options.predictions) writePredictions(options.predictions, result, loaders.length > 1)
  }
  if (options.data !== null && !options.json) printOthers(options.data)
  if (options.json)
    console.log(JSON.stringify({ engineVersion: analyst.version, sets: evaluated.map(asJson) }, null, 2))
  if (options.update) update(evaluated)
  return options.check && !check(evaluated, options) ? 1 : 0
}

/** Sets that follow no states have figures of their own. */
const printOthers = (folder: string): void => {
  const text = otherSections(readOtherSets(folder))
  if (text !== '') console.log(text)
}

const printSurfaces = async ({ data, catalogue }: EvalOptions): Promise<number> => {
  const labelled = data === null ? null : findSurfaces(data)
  if (labelled === null) {
    console.error(`no labelled names were found in ${data ?? 'this repository'}`)
    return 2
  }
  const tally = await tallySet(analyst, labelled, catalogue)
  console.log(surfaceReport(tally))
  return 0
}

const printAblations = async (dataset: Dataset): Promise<void> => {
  const result = await runAblations(analyst, dataset, ablations)
  console.log(heading(dataset))
  console.log(result ? ablationReport(result) : 'no labels')
}

const heading = ({ name, setting }: Dataset): string =>
  `${name} · ${Object.entries(setting)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')} · ${analyst.version}`

const describe = ({ dataset, result, timing, predictions }: Evaluated, options: EvalOptions): string =>
  [
    heading(dataset),
    result?.report ?? `no labels; ${predictions.length} predictions`,
    ...(options.errors > 0 && result ? ['', result.errors] : []),
    '',
    `${timing.meetings} meetings, ${timing.segments} segments, ${timing.words} words: extraction ${seconds(timing.extractMs)} ` +
      `(slowest meeting ${seconds(timing.slowestMs)}), record ${seconds(timing.recordMs)}`,
    '',
  ].join('\n')

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

const asJson = ({ dataset, result, timing }: Evaluated) => ({
  set: dataset.name,
  setting: dataset.setting,
  scores: result?.scores ?? null,
  figures: result?.figures ?? null,
  timing,
})

const writePredictions = (file: string, { dataset, predictions }: Evaluated, several: boolean): void => {
  const target = several ? file.replace(/(\.[^./]+)?$/, `.${dataset.name}$1`) : file
  writeFileSync(target, predictions.map((row) => `${JSON.stringify({ ...row, grounds: undefined })}\n`).join(''))
}

const update = (evaluated: readonly Evaluated[]): void => {
  for (const { dataset, result } of evaluated)
    if (result)
      console.error(
        `wrote ${writeBaseline({ set: dataset.name, setting: dataset.setting, engineVersion: analyst.version, scores: result.scores })}`,
      )
}

/** A set without a baseline fails: a check that compares with nothing would always pass. */
const check = (evaluated: readonly Evaluated[], { tolerance }: EvalOptions): boolean => {
  let passed = true
  for (const { dataset, result } of evaluated) {
    const baseline = readBaseline(dataset.name, dataset.setting)
    const falls = baseline && result ? fallenScores(baseline.scores, result.scores, tolerance) : null
    if (falls?.length === 0) {
      console.error(`${heading(dataset)}: no score fell by more than ${tolerance}`)
      continue
    }
    passed = false
    if (falls === null)
      console.error(`${heading(dataset)}: there are no ${baseline ? 'labels' : 'baseline scores'} to compare with`)
    for (const fall of falls ?? [])
      console.error(`${heading(dataset)}: ${fall.score} fell from ${fall.before} to ${fall.now ?? 'nothing'}`)
  }
  return passed
}

process.exitCode = await main()
