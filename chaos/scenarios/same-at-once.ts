import type { Scenario } from '../scenario.ts'

export const sameAtOnce: Scenario = {
  name: 'same-at-once',
  fault: 13,
  does: '50 identical submissions at once, the same key with another body, the same content under a new key',
  must: 'one meeting and one run; 422; the same id',
  run: async (stage) => {
    const world = await stage.open()
    const { cluster, meetings, promised } = world
    const [first, second] = meetings
    const post = (body: unknown, key: string) => cluster.call('POST', '/v1/meetings', body, { 'idempotency-key': key })
    const replies = await Promise.all(Array.from({ length: 50 }, () => post(first, 'the-same')))
    const good = replies.filter((reply) => [200, 202].includes(reply.status))
    const ids = new Set(good.map((reply) => reply.body.meetingId))
    const odd = replies.filter((reply) => ![200, 202, 409].includes(reply.status)).map((reply) => reply.status)
    const [reply] = good
    if (reply) promised.push({ externalId: first?.externalId ?? '', runId: String(reply.body.runId), tookMs: 0 })
    const other = await post(second, 'the-same')
    const again = await post(first, 'another')
    const problems = [
      ...(ids.size === 1 ? [] : [`${ids.size} meetings of one`]),
      ...(odd.length === 0 ? [] : [`answered ${odd.join()}`]),
      ...(other.status === 422 ? [] : [`another body under the key: ${other.status}`]),
      ...(ids.has(again.body.meetingId) ? [] : ['another meeting under a new key']),
    ]
    await world.submit({ from: 1 })
    await stage.judge({ seen: `${good.length} answered with the meeting, ${50 - good.length} told to wait`, problems })
  },
}
