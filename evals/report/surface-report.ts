import type { SurfaceTally } from '../resolution/tally-surfaces.ts'
import { percent, table } from './table.ts'

/** Counts of resolved spellings, group by group. */
export const surfaceReport = (tally: SurfaceTally): string =>
  table([
    ['words', 'count', 'right', 'wrong', 'missed', 'right %'],
    ...[...tally].map(([group, { count, right, wrong, missed }]) => [
      group,
      ...[count, right, wrong, missed].map(String),
      percent(right / count),
    ]),
  ])
