import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Backend, startGround } from '../test/support/ground.ts'
import { redisAvailable } from '../test/support/redis.ts'
import { compareCalm } from './compare-calm.ts'
import type { Calm } from './judge.ts'
import { measureOthers } from './others.ts'
import { render } from './render.ts'
import { type ChaosResult, mergeResults, readResults } from './result.ts'
import type { NotRun, Row } from './row.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { openStage } from './stage.ts'
import { writePage } from './write-page.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    redis: { type: 'boolean', default: false },
    embedded: { type: 'boolean', default: false },
    /** From `dist/`, as it is shipped: processes start twice as quickly. */
    built: { type: 'boolean', default: false },
    /** The page; from the results that are named, and otherwise from this run. */
    'write-docs': { type: 'boolean', default: false },
    /** Where to keep the results, from the first scenario on. */
    save: { type: 'string' },
    seed: { type: 'string', default: '1' },
    meetings: { type: 'string' },
    scenario: { type: 'string', multiple: true },
  },
})
const options = {
  quick: values.quick,
  seed: Number(values.seed),
  meetings: values.meetings === undefined ? undefined : Number(values.meetings),
  chosen: values.scenario !== undefined,
}
const unknown = (values.scenario ?? []).filter((name) => !scenarios.some((one) => one.name === name))
if (unknown.length > 0 || !Number.isSafeInteger(options.seed)) {
  process.stderr.write(`there are: ${scenarios.map((one) => one.name).join(', ')}; a seed is a whole number\n`)
  process.exit(2)
}
if (positionals.length > 0) {
  await writePage(mergeResults(readResults(positionals)), scenarios)
  process.exit(0)
}
const backends = chooseBackends()

const rows: Row[] = []
/** Calm runs of each backend, by what was run. */
const calm = new Map<Backend, Map<string, Promise<Calm>>>()
/** What runs at the moment, for whoever interrupts: processes and servers must not outlive this one. */
const closers: (() => Promise<void>)[] = []
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void interrupt())
/** Failures that nobody waited for, such as of a submission beside a wait that had failed already. */
const unheard: unknown[] = []
process.on('unhandledRejection', (error) => void unheard.push(error))
const notRun: NotRun[] = []
const startedAt = performance.now()
process.stderr.write(`seed ${options.seed}\n`)
/** Told on the page alone: a short run has no time for it. */
const lookAtOthers = (): Promise<number> =>
  (values.save ?? values['write-docs']) ? measureOthers() : Promise.resolve(0)
let others = await lookAtOthers()
for (const backend of backends) {
  const wanted = scenarios.filter((one) => isWanted(one, backend))
  if (backend === 'redis' && !redisAvailable())
    notRun.push(...wanted.map((one) => ({ ...nameOf(one), backend, reason: 'there is no redis-server on the PATH' })))
  else if (wanted.length > 0) await runOn(backend, wanted)
}
rows.push(...(await compareCalm(options.seed, calm.get('redis'), calm.get('postgres'))))
others = Math.max(others, await lookAtOthers())
const result = resultSoFar()
save()
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${render(result)}\n`)
if (values['write-docs']) await writePage(result, scenarios)
process.exit(rows.some((row) => row.problems.length > 0) ? 1 : 0)

function resultSoFar(): ChaosResult {
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  return { seed: options.seed, seconds, others, rows, notRun }
}

function save(): void {
  if (values.save) writeFileSync(values.save, JSON.stringify(resultSoFar(), null, 2))
}

async function interrupt(): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close().catch(() => {})
  process.exit(130)
}

/** Both where nothing is said; a short run takes one. */
function chooseBackends(): Backend[] {
  if (values.redis !== values.embedded) return values.redis ? ['redis'] : ['postgres']
  if (values.quick && !values.redis) return redisAvailable() ? ['redis'] : ['postgres']
  return ['redis', 'postgres']
}

function isWanted(scenario: Scenario, backend: Backend): boolean {
  if (scenario.backends && !scenario.backends.includes(backend)) return false
  if (values.scenario) return values.scenario.includes(scenario.name)
  return options.quick ? scenario.quick === true : !scenario.onRequest
}

async function runOn(backend: Backend, wanted: readonly Scenario[]): Promise<void> {
  const ground = await startGround(backend, { built: values.built })
  closers.push(ground.stop)
  const calmRuns = new Map<string, Promise<Calm>>()
  calm.set(backend, calmRuns)
  try {
    for (const scenario of wanted) {
      const progress = (text: string): void => void process.stderr.write(`  ${backend} ${scenario.name}: ${text}\n`)
      const { stage, ...seen } = openStage({ ground, options, scenario, calmRuns, progress })
      closers.push(seen.close)
      try {
        await scenario.run(stage)
      } catch (error) {
        progress(`BROKEN ${error instanceof Error ? error.stack : String(error)}`)
        rows.push(broken(scenario, backend, error))
      } finally {
        rows.push(...seen.rows)
        for (const error of unheard.splice(0)) {
          progress(`BROKEN beside it: ${error instanceof Error ? error.stack : String(error)}`)
          rows.push(broken(scenario, backend, error))
        }
        notRun.push(...seen.notRun)
        await closers
          .pop()?.()
          .catch((error: unknown) => rows.push(broken(scenario, backend, error)))
        save()
      }
    }
  } finally {
    await closers.pop()?.()
  }
}

function nameOf({ fault, name }: Scenario) {
  return { fault, scenario: name }
}

/** A fault that could not be brought about, or an end that never came. */
function broken(scenario: Scenario, backend: Backend, error: unknown): Row {
  const problem = error instanceof Error ? error.message : String(error)
  const nothing = { recoveryMs: null, hashes: null, accepted: 0, lost: 0, repeated: 0, calls: null } as const
  return {
    ...nameOf(scenario),
    backend,
    seed: options.seed,
    seen: 'the scenario itself',
    ...nothing,
    problems: [problem],
  }
}
