import { writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg } from 'node:os'
import type { Backend } from '../test/support/ground.ts'
import { backendNames, type ChaosResult, secondsOf } from './render.ts'
import type { Row } from './row.ts'
import type { Scenario } from './scenario.ts'

const page = new URL('../docs/operations/faults.md', import.meta.url)

/** Writes what this run has seen; what it has not run is told as such. */
export const writePage = (result: ChaosResult, scenarios: readonly Scenario[]): Promise<void> =>
  writeFile(page, pageOf(result, scenarios))

const pageOf = ({ seed, seconds, rows, notRun }: ChaosResult, scenarios: readonly Scenario[]): string => {
  const broken = rows.filter((row) => row.problems.length > 0)
  const sum = (figure: (row: Row) => number): number => rows.reduce((total, row) => total + figure(row), 0)
  const missing = scenarios.flatMap((one) => missingOf(one, rows, notRun))
  const machine = `${availableParallelism()} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), load average ${loadavg()[0]?.toFixed(1)} at the end`
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

This run: seed ${seed}, ${rows.length} worlds, ${sum((row) => row.accepted)} meetings accepted, ${sum((row) => row.lost)} lost, ${sum((row) => row.repeated)} effects twice, ${broken.length} worlds broken, in ${Math.round(seconds / 60)} min on ${machine}.

\`\`\`sh
npm run chaos                                      # everything, on both queue backends
npm run chaos -- --quick                           # what CI runs
npm run chaos -- --scenario storm --meetings 1000 --seed 7
\`\`\`

The same seed draws the same mishaps. Processes die where \`FAILPOINTS\` says so (\`src/platform/failpoints.ts\`):
\`FAILPOINTS=extract:written=kill@2\` ends a worker the second time that an extract has written its effects and not yet
committed them. It is refused where \`NODE_ENV=production\`, unless \`ALLOW_FAILPOINTS=true\` is set too.

| # | what happens | what has to come of it |
|---|---|---|
${scenarios.map((one) => `| ${one.fault || ''} | \`${one.name}\`: ${one.does} | ${one.must} |`).join('\n')}

## What was seen

\`recovery\` is the time from the end of the fault until every step that was under way had been started again or was done.

| # | fault | case | queues | recovery | record | lost | twice | |
|---|---|---|---|---|---|---|---|---|
${rows.map(lineOf).join('\n')}
${section(
  'Broken',
  broken.map((row) => `\`${row.scenario}\` on ${backendNames[row.backend]}, ${row.seen}: ${row.problems.join('; ')}`),
)}${section('Not run', [...notRun.map((one) => `\`${one.scenario}\`${one.backend ? ` on ${backendNames[one.backend]}` : ''}: ${one.reason}`), ...missing])}`
}

const lineOf = (row: Row): string =>
  [
    ...['', row.fault || '', `\`${row.scenario}\``, row.seen, backendNames[row.backend], secondsOf(row.recoveryMs)],
    ...[row.digest, row.lost, row.repeated, row.problems.length === 0 ? 'holds' : '**broken**', ''],
  ]
    .join(' | ')
    .trim()

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
