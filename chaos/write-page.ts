import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import type { Backend } from '../test/support/ground.ts'
import { tellOthers } from './others.ts'
import { backendNames, secondsOf } from './render.ts'
import type { ChaosResult } from './result.ts'
import { comparisonOf, type Row } from './row.ts'
import type { Scenario } from './scenario.ts'

const page = new URL('../docs/operations/faults.md', import.meta.url)

/** Writes what this run has seen; what it has not run is told as such. */
export const writePage = (result: ChaosResult, scenarios: readonly Scenario[]): Promise<void> =>
  writeFile(page, pageOf(result, scenarios))

const pageOf = (result: ChaosResult, scenarios: readonly Scenario[]): string => {
  const { seconds, others, notRun } = result
  const placeOf = (row: Row): number =>
    scenarios.findIndex((one) => one.name === row.scenario) + 1 || scenarios.length + 1
  const rows = result.rows.toSorted((one, other) => placeOf(one) - placeOf(other))
  const seeds = [...new Set(rows.map((row) => row.seed))].sort((one, other) => one - other)
  const broken = rows.filter((row) => row.problems.length > 0)
  const sum = (figure: (row: Row) => number): number => rows.reduce((total, row) => total + figure(row), 0)
  const missing = scenarios.flatMap((one) => missingOf(one, rows, notRun))
  const machine = `a machine of ${availableParallelism()} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), ${tellOthers(others)}`
  return `# What happens when something breaks

<!-- Written by \`npm run chaos -- --write-docs\`, which does each of these to real processes. -->

Each row is a world of its own: an API and its workers as processes, a PostgreSQL, and a Redis where jobs are there, on
which meetings were submitted while this happened. Afterwards it was held against a run of the same meetings in which
nothing went wrong:

1. every meeting that was answered 202 has a run that ended, as expected
2. every effect is there once: meetings, segments, observations, transitions, insights, summaries, events
3. the record is the same, by a digest of all it says
4. every transition begins where the one before it ended, and states are where the last one ended
5. models were not asked much more often (1.1 times, unless asking again is the point)
6. no lease, no open step and no job is left
7. what was under way when the fault was over moved on within 15 s; on a crowded machine the limit grows with the load
8. the API had a word for whatever went wrong: nothing was answered 500

This page: ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}; ${rows.length} worlds, ${sum((row) => row.accepted)} meetings accepted, **${sum((row) => row.lost)} lost, ${sum((row) => row.repeated)} effects twice**, ${broken.length} worlds broken; ${Math.round(seconds / 60)} min on ${machine}.
\`--save FILE\` keeps what a run has seen, and \`--write-docs FILE...\` writes the page from such files.

\`\`\`sh
npm run chaos                                      # everything, on both queue backends
npm run chaos -- --quick                           # what CI runs
npm run chaos -- --scenario storm --meetings 1000 --seed 7
npm run build && npm run chaos -- --built          # from dist/, as it is shipped: processes start twice as quickly
\`\`\`

The same seed draws the same mishaps. Processes die where \`FAILPOINTS\` says so (\`src/platform/failpoints.ts\`):
\`FAILPOINTS=extract:written=kill@2\` ends a worker the second time that an extract has written its effects and not yet
committed them. It is refused where \`NODE_ENV=production\`, unless \`ALLOW_FAILPOINTS=true\` is set too.

| # | what happens | what has to come of it |
|---|---|---|
${scenarios.map((one) => `| ${one.fault || ''} | \`${one.name}\`: ${one.does} | ${one.must} |`).join('\n')}

## What was seen

\`recovery\` is the time from the end of the fault until every step that was under way had been started again or was done;
where all workers had died, the start of others is part of it.
\`record\` is a short hash of all that the record says afterwards, beside that of the same meetings on a calm day.

| # | fault | case | queues | seed | meetings | lost | twice | recovery | record | calm record | |
|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.map(lineOf).join('\n')}
${section(
  'Broken',
  broken.map((row) => `\`${row.scenario}\` on ${backendNames[row.backend]}, ${row.seen}: ${row.problems.join('; ')}`),
)}${section('Not run', [...notRun.map((one) => `\`${one.scenario}\`${one.backend ? ` on ${backendNames[one.backend]}` : ''}: ${one.reason}`), ...missing])}`
}

const lineOf = (row: Row): string =>
  [
    ...[
      '',
      row.fault || '',
      `\`${row.scenario}\``,
      row.seen,
      backendNames[row.backend],
      row.seed,
      row.accepted,
      row.lost,
    ],
    ...[
      row.repeated,
      secondsOf(row.recoveryMs),
      ...recordOf(row),
      row.problems.length === 0 ? 'holds' : '**broken**',
      '',
    ],
  ]
    .join(' | ')
    .trim()

const recordOf = (row: Row): string[] => {
  if (!row.hashes) return [comparisonOf(row), '–']
  const { left, calm } = row.hashes
  return [left === calm ? `\`${left}\`` : `**\`${left}\`**`, `\`${calm}\``]
}

const missingOf = ({ name, backends }: Scenario, rows: readonly Row[], notRun: ChaosResult['notRun']): string[] => {
  const seen = (backend: Backend): boolean =>
    [...rows, ...notRun].some((row) => row.scenario === name && (row.backend === backend || row.backend === null))
  return (['redis', 'postgres'] as const).flatMap((backend) => {
    if (seen(backend)) return []
    const without = backends && !backends.includes(backend)
    return [
      `\`${name}\` on ${backendNames[backend]}: ${without ? 'it is about Redis alone' : 'not asked for in this run'}`,
    ]
  })
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`
