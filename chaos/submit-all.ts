import { setTimeout as sleep } from 'node:timers/promises'
import type { SyntheticMeeting } from '../bench/workload.ts'
import type { Cluster } from '../test/support/cluster.ts'

/** What the API promised: the run of each meeting that was answered with 202 (or was known already). */
export type Promised = { externalId: string; runId: string; tookMs: number }

const clients = 4
const patienceMs = 120_000

/**
 * Submits meetings as a careful client does: under an Idempotency-Key, and again with the same one after a refusal that
 * says "later" or no answer at all. `each` hears of every promise.
 */
export const submitAll = async (
  cluster: Cluster,
  meetings: readonly SyntheticMeeting[],
  options: { each?: (promised: Promised) => void; pauseMs?: number } = {},
): Promise<Promised[]> => {
  const queue = [...meetings]
  const promised: Promised[] = []
  const client = async (): Promise<void> => {
    for (let meeting = queue.shift(); meeting; meeting = queue.shift()) {
      const one = await submit(cluster, meeting)
      promised.push(one)
      options.each?.(one)
      if (options.pauseMs) await sleep(options.pauseMs)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return promised
}

const submit = async (cluster: Cluster, meeting: SyntheticMeeting): Promise<Promised> => {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const startedAt = performance.now()
    const reply = await cluster
      .call('POST', '/v1/meetings', meeting, { 'idempotency-key': meeting.externalId })
      .catch(() => undefined)
    const tookMs = performance.now() - startedAt
    if (reply?.status === 202 || reply?.status === 200)
      return { externalId: meeting.externalId, runId: String(reply.body.runId), tookMs }
    const later = reply === undefined || [409, 429, 503].includes(reply.status)
    if (!later || performance.now() > deadline)
      throw new Error(`a submission was answered ${reply?.status ?? 'not at all'}: ${JSON.stringify(reply?.body)}`)
    await sleep(reply?.status === 409 ? 50 : 300)
  }
}
