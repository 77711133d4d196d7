import type { OtherSets } from '../datasets/read-other-sets.ts'
import type { SurfaceTally } from '../resolution/tally-surfaces.ts'
import { type AblatedSet, ablationSection } from './ablation-section.ts'
import { aimsReached } from './aims.ts'
import { calibrationSection } from './calibration-section.ts'
import { errorsSection } from './errors-section.ts'
import { forecastSection } from './forecast-section.ts'
import type { Measured } from './measured.ts'
import { otherSections } from './other-sections.ts'
import { resolutionSection } from './resolution-section.ts'
import { type Recorded, scoresSection } from './scores-section.ts'
import { setsSection } from './sets-section.ts'
import { weakSection } from './weak-section.ts'

export type PageInput = {
  engine: string
  command: string
  measured: readonly Measured[]
  recorded: readonly Recorded[]
  surfaces: readonly { catalogue: string; tally: SurfaceTally }[]
  ablated: readonly AblatedSet[]
  others: OtherSets
}

/** The page on quality: every figure is one that was just measured, so the same code and data write the same page. */
export const writePage = ({ engine, command, measured, recorded, surfaces, ablated, others }: PageInput): string => {
  const reached = aimsReached(measured)
  return `${[
    '# Quality',
    '',
    `How well the engine without a model (\`${engine}\`) reads labelled meetings, measured and not chosen. This page is written by`,
    '',
    '```',
    command,
    '```',
    '',
    'and says the same each time for the same code and data. `evals/README.md` tells how to have other figures.',
    '',
    weakSection(measured, reached, surfaces),
    '',
    setsSection(measured),
    '',
    scoresSection(engine, measured, recorded, reached),
    '',
    resolutionSection(surfaces, measured),
    '',
    calibrationSection(measured),
    '',
    forecastSection(measured),
    '',
    otherSections(others),
    ablationSection(ablated),
    '',
    errorsSection(measured),
  ].join('\n')}\n`
}
