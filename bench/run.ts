import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { startRedis } from '../test/support/redis.ts'
import { type Bench, type Measure, passes, type Scenario } from './scenario.ts'
import { analyst } from './scenarios/analyst.ts'
import { door } from './scenarios/door.ts'
import { limits } from './scenarios/limits.ts'
import { mix } from './scenarios/mix.ts'
import { model } from './scenarios/model.ts'
import { names } from './scenarios/names.ts'
import { pipeline } from './scenarios/pipeline.ts'
import { reads } from './scenarios/reads.ts'
import { soak } from './scenarios/soak.ts'
import { submit } from './scenarios/submit.ts'
import { type BenchStack, openStack } from './stack.ts'

const scenarios: readonly Scenario[] = [mix, pipeline, submit, reads, analyst, model, names, limits, door, soak]

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    redis: { type: 'boolean', default: false },
    scenario: { type: 'string', multiple: true },
    minutes: { type: 'string', default: '10' },
  },
})

const redis = options.redis ? await startRedis() : undefined
const results: { scenario: string; measures: Measure[]; seconds: number; error?: string }[] = []
for (const scenario of scenarios) {
  if (!(options.scenario?.includes(scenario.name) ?? !scenario.onlyWhenChosen)) continue
  results.push(await runScenario(scenario))
}
await redis?.dispose()

const measures = results.flatMap((result) => result.measures)
const missed = measures.filter((measure) => passes(measure) === false)
const broken = results.filter((result) => result.error !== undefined)
if (options.json)
  process.stdout.write(
    `${JSON.stringify({ backend: options.redis ? 'redis' : 'embedded', quick: options.quick, results: results.map(withVerdict) }, null, 2)}\n`,
  )
else
  process.stdout.write(
    `${tableOf(measures)}\n${measures.length} figures, ${missed.length} over budget, ${broken.length} scenarios broken\n`,
  )
// Speed is judged by who reads it: machines differ. What broke is a failure anywhere.
process.exit(broken.length > 0 ? 1 : 0)

async function runScenario(scenario: Scenario) {
  const opened: BenchStack[] = []
  const start = performance.now()
  const progress = (text: string): void => void process.stderr.write(`  ${scenario.name}: ${text}\n`)
  const bench: Bench = {
    options: { ...options, minutes: Number(options.minutes), chosen: options.scenario !== undefined },
    progress,
    open: async (settings) => {
      // One stack at a time has the machine.
      await opened.pop()?.stop()
      const stack = await openStack({ ...settings, redisUrl: redis?.url })
      opened.push(stack)
      return stack
    },
  }
  progress('started')
  try {
    const found = await scenario.run(bench)
    return { scenario: scenario.name, measures: found, seconds: seconds(start) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    progress(`broken: ${reason}`)
    return { scenario: scenario.name, measures: [], seconds: seconds(start), error: reason }
  } finally {
    for (const stack of opened) await stack.stop()
    if (redis) await flush(redis.url)
  }
}

async function flush(url: string): Promise<void> {
  const { Redis } = await import('ioredis')
  const client = new Redis(url)
  await client.flushall()
  client.disconnect()
}

function seconds(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10
}

function withVerdict(result: (typeof results)[number]) {
  return { ...result, measures: result.measures.map((measure) => ({ ...measure, pass: passes(measure) ?? null })) }
}

function tableOf(list: readonly Measure[]): string {
  const table = new Table({ head: ['figure', 'value', 'budget', ''], style: { head: [], border: [] } })
  for (const measure of list) {
    const { name, value, unit, budget } = measure
    const limit = budget === undefined ? '' : 'max' in budget ? `≤ ${budget.max}` : `≥ ${budget.min}`
    const verdict = passes(measure)
    table.push([name, `${round(value)} ${unit}`, limit, verdict === undefined ? '' : verdict ? 'pass' : 'FAIL'])
  }
  return table.toString()
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
