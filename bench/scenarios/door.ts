import { execFile } from 'node:child_process'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Scenario } from '../scenario.ts'
import { quantile } from '../stats.ts'

const run = promisify(execFile)
const clientOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))

/** Honest submissions at 20 a second while 32 connections send what no honest client sends, and how long the API was held up. */
export const door: Scenario = {
  name: 'door',
  run: async (bench) => {
    const seconds = bench.options.quick ? 8 : 30
    const stack = await bench.open({ workers: 0 })
    const client = (name: string, ...args: string[]) =>
      run(process.execPath, ['--import', 'tsx', clientOf(name), stack.url, stack.key, ...args], { maxBuffer: 1e8 })
    // Code is compiled and connections are opened in the first seconds of a process's life.
    await client('load-client.ts', 'WARM', '50', '3')
    const lag = monitorEventLoopDelay({ resolution: 1 })
    lag.enable()
    const [attack, load] = await Promise.all([
      client('door-client.ts', String(seconds)),
      client('load-client.ts', 'DOOR', '20', String(seconds)),
    ])
    lag.disable()
    const { answered } = JSON.parse(attack.stdout) as { answered: number }
    const { times, refused } = JSON.parse(load.stdout) as { times: number[]; refused: number }
    return [
      {
        name: 'event loop held up under attack, p99',
        value: lag.percentile(99) / 1e6,
        unit: 'ms',
        budget: { max: 100 },
      },
      { name: 'longest', value: lag.max / 1e6, unit: 'ms' },
      { name: 'good request beside it, p99', value: quantile(times, 0.99), unit: 'ms', budget: { max: 250 } },
      { name: 'good requests refused', value: refused, unit: 'of all', budget: { max: 0 } },
      { name: 'hostile requests answered', value: answered / seconds, unit: '/s' },
    ]
  },
}
