import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { tellRedis } from '../backing.ts'
import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import type { World } from '../world.ts'

const fullMs = 8_000

export const redisIsFull: Scenario = {
  name: 'redis-is-full',
  fault: 7,
  does: 'Redis has no memory left, or cannot write its append-only file',
  must: 'meetings are accepted, the log stays quiet, and all is worked off when there is room again',
  backends: ['redis'],
  run: async (stage) => {
    const memory = await stage.open()
    const tell = (...words: [string, ...string[]]) => tellRedis(memory.cluster.redis?.url ?? '', ...words)
    await tell('CONFIG', 'SET', 'maxmemory', '1mb')
    const quiet = await whileFull(memory)
    await tell('CONFIG', 'SET', 'maxmemory', '0')
    const recovered = await startRecovery(memory.watch)
    await stage.judge({ seen: 'maxmemory', recoveryMs: await recovered(), problems: quiet() })

    const disk = await stage.open()
    const pid = String(disk.cluster.redis?.pid())
    // One byte as the limit on the size of its files: every write fails, as on a full disk.
    execFileSync('prlimit', ['--pid', pid, '--fsize=1:'])
    const silent = await whileFull(disk)
    execFileSync('prlimit', ['--pid', pid, '--fsize=unlimited:'])
    const back = await startRecovery(disk.watch)
    await stage.judge({ seen: 'its file cannot be written', recoveryMs: await back(), problems: silent() })
  },
}

/** Submits everything while Redis is full; the answer tells whether the log held to a line a second and message. */
const whileFull = async (world: World): Promise<() => string[]> => {
  const startedAt = performance.now()
  await world.submit()
  await sleep(fullMs)
  const seconds = Math.ceil((performance.now() - startedAt) / 1_000)
  return () =>
    [world.cluster.api(), ...world.cluster.workers].flatMap((child) => {
      const lines = new Map<string, number>()
      for (const line of child
        .stderr()
        .split('\n')
        .filter((text) => text.startsWith('{'))) {
        const { msg = '', problem = '' } = JSON.parse(line) as { msg?: string; problem?: string }
        lines.set(`${msg} ${problem}`, (lines.get(`${msg} ${problem}`) ?? 0) + 1)
      }
      return [...lines].flatMap(([text, count]) =>
        count > seconds ? [`logged ${count} times in ${seconds} s: ${text}`] : [],
      )
    })
}
