import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Measure, Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { quantile } from '../stats.ts'

const perSecond = 200
const client = fileURLToPath(new URL('../load-client.ts', import.meta.url))

/** `POST /v1/meetings` of 10 KB at 200 a second, first without workers and then beside busy ones. */
export const submit: Scenario = {
  name: 'submit',
  run: async (bench) => {
    const seconds = bench.options.quick ? 8 : 20
    const alone = await bench.open({ workers: 0 })
    // Code is compiled and connections are opened in the first seconds of a process's life.
    await load(alone, 'WARM', 100, 3)
    const stopped = await load(alone, 'ALONE', perSecond, seconds)
    const busy = await bench.open({ workers: 2 })
    await load(busy, 'FILL', 100, 3)
    const saturated = await load(busy, 'BUSY', perSecond, seconds)
    return [...report(stopped, 'workers stopped', 50), ...report(saturated, 'workers saturated', 250)]
  },
}

type Load = { times: number[]; refused: number }

const report = ({ times, refused }: Load, label: string, max: number): Measure[] => [
  { name: `submit p99, ${label}`, value: quantile(times, 0.99), unit: 'ms', budget: { max } },
  { name: `submit p50, ${label}`, value: quantile(times, 0.5), unit: 'ms' },
  { name: `submit refused, ${label}`, value: refused, unit: 'of all', budget: { max: 0 } },
]

const load = async (stack: BenchStack, project: string, rate: number, seconds: number): Promise<Load> => {
  const args = ['--import', 'tsx', client, stack.url, stack.key, project, String(rate), String(seconds)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 })
  return JSON.parse(stdout) as Load
}
