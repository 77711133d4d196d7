import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Scenario } from '../scenario.ts'
import type { BenchStack } from '../stack.ts'
import { syntheticMeeting } from '../workload.ts'

/** Memory of a worker on a ten-hour transcript, and the time from kill -9 to resumed work. */
export const limits: Scenario = {
  name: 'limits',
  run: async (bench) => {
    const memory = await builtWorkerMemory(await bench.open({ workers: 0 }))
    const stack = await bench.open({ workers: 1 })
    return [
      { name: 'memory of a built worker on a 10-hour transcript', value: memory, unit: 'MB', budget: { max: 400 } },
      { name: 'kill -9 to work resumed', value: await recovery(stack), unit: 's', budget: { max: 15 } },
    ]
  },
}

/** Of the built product, as it is deployed: loading TypeScript costs some 130 MB more, whatever is read. */
const builtWorkerMemory = async (stack: BenchStack): Promise<number> => {
  execFileSync('npm', ['run', 'build'], { stdio: 'ignore' })
  const env = { ...process.env, DATABASE_URL: stack.databaseUrl, LOG_LEVEL: 'error' }
  const worker = spawn(process.execPath, ['dist/src/main/cli.js', 'worker'], { env, stdio: 'ignore' })
  try {
    await stack.submit(tenHours())
    await stack.drained(120_000)
    return peakMegabytes(worker.pid ?? 0)
  } finally {
    worker.kill('SIGTERM')
    await once(worker, 'exit')
  }
}

/** About 95,000 words in 9,000 segments, with 600 statements. */
const tenHours = () => {
  const shape = { people: 12, entities: 40, changes: 40, observations: 600, talk: 8_400 }
  return syntheticMeeting(1, shape, 'LONG')
}

/** The largest resident size that a process ever had. */
const peakMegabytes = (pid: number): number => {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? Number.NaN) / 1024
}

const recovery = async (stack: BenchStack): Promise<number> => {
  const shape = { people: 4, entities: 20, changes: 10, observations: 2_000 }
  const running = `SELECT run_id, name, claim FROM step WHERE status = 'running' LIMIT 1`
  for (let n = 0; n < 20; n++) await stack.submit(syntheticMeeting(n, shape, 'KILL'))
  const victim = await poll(async () => (await stack.sql<{ run_id: string; name: string; claim: number }>(running))[0])
  for (const pid of stack.workerPids()) process.kill(pid, 'SIGKILL')
  const killedAt = performance.now()
  await poll(async () => {
    const sql = `SELECT 1 AS ok FROM step WHERE run_id = $1 AND name = $2 AND (claim > $3 OR status = 'done')`
    return (await stack.sql(sql, [victim.run_id, victim.name, victim.claim]))[0]
  })
  const seconds = (performance.now() - killedAt) / 1000
  await stack.drained(120_000)
  return seconds
}

const poll = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  const deadline = performance.now() + 60_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error('not within a minute')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
