import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createOfflineAnalyst } from '../src/analysis/offline/offline-analyst.ts'
import { ablations } from './ablation/ablations.ts'
import { runAblations } from './ablation/run-ablations.ts'
import { listBaselines } from './baseline.ts'
import { catalogues, type Dataset, type LoadOptions } from './datasets/dataset.ts'
import { findDatasets } from './datasets/find-datasets.ts'
import { loadOwn } from './datasets/own.ts'
import { readOtherSets } from './datasets/read-other-sets.ts'
import { findSurfaces } from './datasets/surfaces.ts'
import type { AblatedSet } from './quality/ablation-section.ts'
import { measure } from './quality/measure.ts'
import { type Measured, nameOf } from './quality/measured.ts'
import { type PageInput, writePage } from './quality/write-page.ts'
import { tallySet } from './resolution/tally-set.ts'

/** Writes the page on quality: every set and setting that has a baseline, measured again. */
const usage = `npx tsx evals/report.ts --data DIR [options]

  --data DIR        the folder of labelled sets
  --out FILE        default docs/quality.md
  --only SET        measures this set alone (repeatable): own, acd, series, tc39; for a look, not for the page
  --skip-ablations  leaves out what each part is worth (the longest part)`

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../docs/quality.md') },
    only: { type: 'string', multiple: true, default: [] },
    'skip-ablations': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help || options.data === undefined) {
  console.error(usage)
  process.exit(options.help ? 0 : 2)
}

const analyst = createOfflineAnalyst()
const own = (load: LoadOptions) => loadOwn(join(import.meta.dirname, 'own'), load)
const loaders = new Map(
  [own, ...findDatasets(options.data)].map((load) => [load(settingOf({}, 0)).name, load] as const),
)

const isWanted = (set: string): boolean => options.only.length === 0 || options.only.includes(set)
const baselines = listBaselines().filter(({ set }) => isWanted(set))
const measured: Measured[] = []
for (const { set, setting } of baselines.filter((one) => one.setting.engine === undefined)) {
  const load = loaders.get(set)
  if (!load) {
    console.error(`no data for ${set}: it is left out`)
    continue
  }
  const one = await measure(analyst, load(settingOf(setting, null)))
  if (one) measured.push(one)
  console.error(`measured ${nameOf({ set, setting })}, catalogue ${setting.catalogue}`)
}

const ablated: AblatedSet[] = []
if (!options['skip-ablations'])
  for (const [set, variant] of [
    ['series', undefined],
    ['tc39', 'raw'],
  ] as const) {
    if (!isWanted(set)) continue
    const dataset: Dataset | undefined = loaders.get(set)?.(settingOf({ variant: variant ?? '' }, null))
    const result = dataset && (await runAblations(analyst, dataset, ablations))
    if (dataset && result) ablated.push({ name: nameOf({ set, setting: dataset.setting }), ...result })
    console.error(`left parts out of ${set}`)
  }

const surfaces: PageInput['surfaces'][number][] = []
const labelled = isWanted('tc39') ? findSurfaces(options.data) : null
for (const catalogue of labelled ? (['names', 'aliases'] as const) : []) {
  if (!labelled) break
  surfaces.push({ catalogue, tally: await tallySet(analyst, labelled, catalogue) })
}

const page = writePage({
  engine: analyst.version,
  command: 'npx tsx evals/report.ts --data DIR',
  measured,
  recorded: baselines.filter((one) => one.setting.engine === 'llm'),
  surfaces,
  ablated,
  others: readOtherSets(options.data),
})
writeFileSync(options.out, page)
console.error(`wrote ${options.out}`)

function settingOf(setting: Readonly<Record<string, string>>, limit: number | null): LoadOptions {
  return {
    catalogue: catalogues.find((name) => name === setting.catalogue) ?? 'names',
    granularity: setting.granularity === 'day' ? 'day' : 'topic',
    variant: setting.variant === 'raw' ? 'raw' : 'minutes',
    limit,
  }
}
