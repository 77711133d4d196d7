import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, openCluster } from '../support/cluster.ts'
import { query } from '../support/embedded.ts'
import { tablesWith } from '../support/everything-stored.ts'
import { type Ground, startGround } from '../support/ground.ts'
import { startScript } from '../support/processes.ts'
import { readRecord } from '../support/record-digest.ts'

const word = 'zanzibarquux'

let ground: Ground
let cluster: Cluster
let meetingId: string
let runId: string

const submit = async (day: string, text: string, externalId = `pier-${day}`) => {
  const segments = [{ speaker: 'Bo', text }]
  const body = { title: 'Weekly', externalId, source: 'recorder', occurredAt: `2026-03-${day}T10:00:00Z`, segments }
  const { status, body: told } = await cluster.call('POST', '/v1/meetings', body)
  expect(status, JSON.stringify(told)).toBe(202)
  const { body: run } = await cluster.call('GET', `/v1/runs/${told.runId}?wait=60s`)
  expect(String(run.status), JSON.stringify(run)).toMatch(/^completed/)
  return { meetingId: String(told.meetingId), runId: String(told.runId) }
}
const retention = async (...args: string[]) => {
  const child = startScript('src/main/cli.ts', ['retention', ...args], {
    env: {
      ...{ THROUGHLINE_HOME: ground.folder, DATABASE_URL: cluster.databaseUrl, LOG_LEVEL: 'warn' },
      RETENTION_TRANSCRIPTS_DAYS: '30',
    },
  })
  const { code } = await child.exited
  return { code, out: child.stdout().trim(), said: child.stderr() }
}
const timeline = async () => {
  const { body } = await cluster.call('GET', '/v1/entities?q=PIER-7')
  const [entity] = body.items as { id: string }[]
  const { body: page } = await cluster.call('GET', `/v1/entities/${entity?.id}/timeline?dimension=status`)
  return page.items as { id: string; from: string | null; to: string | null; reason: string; evidence: object[] }[]
}
const moves = async () => (await timeline()).map(({ id, from, to }) => [id, from, to])

beforeAll(async () => {
  ground = await startGround('postgres')
  cluster = await openCluster(ground, { workers: 1 })
  await submit('04', 'PIER-7 is now planned.')
  const secret = await submit('11', `As the ${word} told us over lunch, PIER-7 is now blocked.`)
  ;({ meetingId, runId } = secret)
  await submit('18', 'PIER-7 is now in progress.')
  await query(
    cluster.databaseUrl,
    `UPDATE transcript SET created_at = created_at - interval '31 days' WHERE meeting_id = '${meetingId}'`,
  )
}, 180_000)
afterAll(async () => {
  await cluster?.stop()
  await ground?.stop()
}, 60_000)

describe('the words of a meeting that are past the days they are kept for', () => {
  it('are counted first, and are all there', async () => {
    const before = await tablesWith(cluster.databaseUrl, [word])
    const [plain, json] = [await retention('--dry-run'), await retention('--dry-run', '--json')]

    expect(plain).toMatchObject({ code: 0, out: 'transcripts: 1 would go' })
    expect(JSON.parse(json.out)).toMatchObject({ removed: { transcripts: 1 }, dryRun: true })
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(
        ['transcript', 'segment', 'observation', 'transition', 'event'].map((one) => `public.${one}`),
      ),
    )
    expect(await tablesWith(cluster.databaseUrl, [word])).toEqual(before)
  })

  it('go, and what was read of them stays with marks in their places', async () => {
    const before = await moves()
    const { code, out, said } = await retention()
    expect([code, out], said).toEqual([0, 'transcripts: 1 removed'])

    expect(await moves()).toEqual(before)
    // What was written about the meeting is no transcript of it.
    const left = Object.keys(await tablesWith(cluster.databaseUrl, [word]))
    expect(left.filter((table) => !['public.insight', 'public.summary'].includes(table))).toEqual([])
    const blocked = (await timeline()).find((one) => one.to === 'blocked')
    expect(blocked).toMatchObject({ reason: 'What was said is no longer kept.' })
    expect(blocked?.evidence[0]).toMatchObject({ segmentIndex: 0, speaker: 'Bo', quote: '', wordsRemoved: true })
    const { body } = await cluster.call('GET', `/v1/meetings/${meetingId}/observations`)
    const observations = body.items as { quote: string; wordsRemoved?: boolean }[]
    expect(observations.length).toBeGreaterThan(0)
    expect(observations.filter((one) => one.quote !== '' || one.wordsRemoved !== true)).toEqual([])
    expect((await retention()).out).toBe('nothing is past the time that it is kept for')
  })

  it('are asked for in vain, and the answer says so', async () => {
    const replies = [
      await cluster.call('GET', `/v1/meetings/${meetingId}/transcript`),
      await cluster.call('POST', `/v1/meetings/${meetingId}/reprocess`, {}),
      await cluster.call('PATCH', `/v1/meetings/${meetingId}`, { occurredAt: '2026-03-12T10:00:00Z' }),
    ]

    for (const { status, body } of replies) {
      expect([status, body.code]).toEqual([410, 'gone'])
      expect(String(body.detail ?? body.message)).toContain('after the days that they are kept for')
    }
    expect((await cluster.call('GET', `/v1/runs/${runId}`)).status).toBe(200)
  })

  it('do not keep the record from being right when an earlier meeting arrives', async () => {
    const before = await readRecord(cluster.databaseUrl)
    const [, blocked, last] = await timeline()
    await submit('06', 'PIER-7 is now on hold.')
    const after = await timeline()

    expect(after.map(({ to }) => to)).toEqual(['planned', 'on_hold', 'blocked', 'in_progress'])
    // Only the change that begins elsewhere now is another one.
    expect(after[3]?.id).toBe(last?.id)
    expect(after[2]?.id).not.toBe(blocked?.id)
    expect(after[2]?.reason).not.toContain('“”')
    const figures = await readRecord(cluster.databaseUrl)
    expect([figures.brokenChains, figures.wronglyAnnounced]).toEqual([0, 0])
    expect(figures.liveTransitions).toBe(before.liveTransitions + 1)
  })

  it('come back when the meeting is sent again', async () => {
    await submit('11', `PIER-7 is now blocked, so the ${word} says, and we wait.`)

    expect((await cluster.call('GET', `/v1/meetings/${meetingId}/transcript`)).status).toBe(200)
    expect((await timeline()).find((one) => one.to === 'blocked')?.evidence[0]).toMatchObject({
      quote: expect.stringContaining(word),
    })
  })
})
