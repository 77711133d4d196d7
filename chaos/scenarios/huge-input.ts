import { readFileSync } from 'node:fs'
import { isRunning } from '../../test/support/processes.ts'
import { crowding } from '../crowding.ts'
import { keepDoing } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'
import type { World } from '../world.ts'

/** Of one process, while it reads them all at once: what fits into a container of 1 GB. */
const mostMegabytes = 1_024
/** As one would set it there. Without it Node takes memory by the size of the machine rather than collect its garbage. */
const heap = { NODE_OPTIONS: '--max-old-space-size=512' }
/** On a machine of one's own. */
const slowestMs = 3_000

const bodies: Record<string, () => string> = {
  '100,000 lines': () =>
    Array.from({ length: 100_000 }, (_, n) => `Ana: line ${n} of the minutes is read out.`).join('\n'),
  'one line of 5 MB': () => `Ana: ${'we talked for a long time '.repeat(200_000)}`,
  '5,000 speakers': () => Array.from({ length: 5_000 }, (_, n) => `Speaker${n}: good morning.`).join('\n'),
  'zero-width, right-to-left and NUL': () => `Ana: \u200b\u202e\u0000 hello \ufeff\u2066 there \u0000\n`.repeat(2_000),
  'more than the limit': () => 'Ana: again and again.\n'.repeat(600_000),
}

export const hugeInput: Scenario = {
  name: 'huge-input',
  fault: 18,
  does: '100,000 lines, one line of 5 MB, 5,000 speakers, control characters, 13 MB',
  must: '413 beyond the limit; the others are read or refused with a reason, memory is bounded, the API stays quick',
  run: async (stage) => {
    const world = await stage.open({ calm: false, env: heap })
    const { cluster, watch } = world
    const slow: number[] = []
    const peakMb = { api: 0, worker: 0 }
    const stop = keepDoing(async () => {
      const startedAt = performance.now()
      await cluster.call('GET', '/v1/meetings?limit=1').catch(() => {})
      slow.push(performance.now() - startedAt)
      peakMb.api = Math.max(peakMb.api, residentMb(cluster.api().pid))
      peakMb.worker = Math.max(peakMb.worker, ...cluster.workers.map((worker) => residentMb(worker.pid)))
    }, 100)
    const problems: string[] = []
    const accepted: string[] = []
    const submitted = world.submit()
    for (const [what, body] of Object.entries(bodies)) {
      const reply = await cluster.call('POST', '/v1/meetings', {
        title: what,
        type: 'meeting',
        text: body(),
        externalId: what,
      })
      const wanted = what === 'more than the limit' ? [413] : [202, 422]
      if (!wanted.includes(reply.status)) problems.push(`${what}: answered ${reply.status}`)
      if (reply.status === 202) accepted.push(String(reply.body.runId))
    }
    await submitted
    await ended(world, accepted)
    await stop()
    const runs = await watch.sql<{ status: string }>('SELECT status FROM run WHERE id = ANY ($1::uuid[])', [accepted])
    const slowest = Math.max(...slow)
    const most = Math.max(peakMb.api, peakMb.worker)
    if (most > mostMegabytes) problems.push(`a process took ${most} MB`)
    if (slowest > slowestMs * crowding()) problems.push(`a request took ${Math.round(slowest)} ms`)
    if ([cluster.api(), ...cluster.workers].some((child) => !isRunning(child.pid))) problems.push('a process ended')
    const completed = runs.filter((run) => run.status === 'completed').length
    const seen = `${completed} of ${accepted.length} read, most memory ${peakMb.api} MB (API) and ${peakMb.worker} MB (worker), slowest request ${Math.round(slowest)} ms`
    await stage.judge({ seen, problems })
  },
}

const ended = async ({ watch }: World, ids: readonly string[]): Promise<void> => {
  await until(
    async () =>
      (await watch.sql('SELECT 1 FROM run WHERE id = ANY ($1::uuid[]) AND finished_at IS NULL', [ids])).length === 0,
    { withinMs: 240_000, everyMs: 250, what: 'the huge ones have ended' },
  )
}

const residentMb = (pid: number): number => {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1_024)
  } catch {
    return 0
  }
}
