import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/storage/embedded/start.ts'
import { canaries, canariesIn, canaryMeeting } from '../support/canary.ts'
import { type Cluster, openCluster } from '../support/cluster.ts'
import { query } from '../support/embedded.ts'
import { tablesWith } from '../support/everything-stored.ts'
import { type Ground, startGround } from '../support/ground.ts'
import { freePort, startScript } from '../support/processes.ts'
import { readRecord } from '../support/record-digest.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-backup-'))
const fileOf = (name: string): string => path.join(folder, name)

let ground: Ground
let cluster: Cluster
/** A server of its own, with nothing in it. */
let other: EmbeddedPostgres
let databases = 0

/** One command of the command line, on a database. */
const run = async (databaseUrl: string, args: string[], env: Record<string, string> = {}) => {
  const home = fileOf('home')
  const child = startScript('src/main/cli.ts', args, {
    env: { THROUGHLINE_HOME: home, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', ...env },
  })
  const { code } = await child.exited
  const told = child.stdout().trim().split('\n').filter(Boolean)
  return { code, told: told.map((line) => JSON.parse(line) as Record<string, unknown>), said: child.stderr() }
}
const emptyDatabase = async (): Promise<string> => {
  databases += 1
  await query(other.url, `CREATE DATABASE restored_${databases}`)
  const url = new URL(other.url)
  url.pathname = `/restored_${databases}`
  return url.href
}
const submit = async (body: object): Promise<{ meetingId: string; runId: string }> => {
  const { status, body: told } = await cluster.call('POST', '/v1/meetings', body)
  expect(status, JSON.stringify(told)).toBe(202)
  return { meetingId: String(told.meetingId), runId: String(told.runId) }
}
const finished = async (runId: string): Promise<void> => {
  const { body } = await cluster.call('GET', `/v1/runs/${runId}?wait=60s`)
  expect(String(body.status), JSON.stringify(body)).toMatch(/^completed/)
}
const meeting = (number: number) => ({
  ...{ title: 'Weekly', externalId: `quay-${number}`, source: 'recorder' },
  occurredAt: new Date(Date.UTC(2026, 2, 2 + number)).toISOString(),
  segments: [
    { speaker: 'Bo', text: `QUAY-${number % 5} is now ${['planned', 'in progress', 'blocked', 'done'][number % 4]}.` },
    { speaker: 'Ana', text: `I will send the berth plan ${number} by Friday.` },
  ],
})
const secret = {
  ...{ externalId: 'secret-1', source: 'recorder', occurredAt: '2026-03-11T10:00:00Z', ...canaryMeeting },
  segments: [
    { speaker: `Ana ${canaries.speaker}`, text: `QUAY-7 is now blocked by the ${canaries.transcript}.` },
    { speaker: 'Bo', text: `${canaries.project}-9 is now in progress.` },
  ],
}
const figuresOf = async (url: string) => {
  const { digest, meetings, segments, liveTransitions, liveObservations, insights } = await readRecord(url)
  return { digest, meetings, segments, liveTransitions, liveObservations, insights }
}

beforeAll(async () => {
  ground = await startGround('postgres')
  other = await startEmbeddedPostgres({
    dataDir: fileOf('other'),
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error } as never,
    settings: { fsync: 'off' },
  })
  cluster = await openCluster(ground, {
    workers: 1,
    env: { SECRETS_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64') },
  })
  const accepted = [0, 1, 2, 3, 4].map(meeting)
  for (const body of accepted) await finished((await submit(body)).runId)
  await cluster.call('POST', '/v1/webhooks', { url: 'https://example.com/hook', events: ['insight.created'] })
}, 180_000)
afterAll(async () => {
  await cluster?.stop()
  await other?.stop()
  await ground?.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

describe('what was backed up and restored on another server', () => {
  it('says the same, and names what is needed besides', async () => {
    const file = fileOf('quiet')
    const made = await run(cluster.databaseUrl, ['backup', file])
    expect(made.code, made.said).toBe(0)
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const url = await emptyDatabase()
    const restored = await run(url, ['restore', file])

    expect(restored.code, restored.said).toBe(0)
    expect(restored.told.at(-1)).toMatchObject({
      restored: true,
      record: made.told[0]?.record,
      rows: made.told[0]?.rows,
    })
    expect(await figuresOf(url)).toEqual(await figuresOf(cluster.databaseUrl))
    expect(restored.said).toContain(`erased after ${made.told[0]?.createdAt} is here again`)
    expect(restored.said).toMatch(/SECRETS: 1 secrets of webhooks are sealed/)

    const again = await run(url, ['restore', file])
    expect([again.code, again.said]).toEqual([1, expect.stringContaining('The database is not empty')])
  })

  it('is of one moment, though meetings come in meanwhile', async () => {
    const file = fileOf('busy')
    let stop = false
    let sent = 5
    const flood = Promise.all(
      [1, 2, 3].map(async () => {
        while (!stop) await finished((await submit(meeting(sent++))).runId)
      }),
    )
    const before = sent
    const made = await run(cluster.databaseUrl, ['backup', file])
    stop = true
    await flood
    const url = await emptyDatabase()
    const restored = await run(url, ['restore', file])

    expect([made.code, restored.code], made.said + restored.said).toEqual([0, 0])
    expect(sent).toBeGreaterThan(before)
    const there = await readRecord(url)
    expect(there.meetings).toBe((made.told[0]?.rows as Record<string, number> | undefined)?.meeting)
    expect([there.brokenChains, there.wronglyAnnounced, there.announcedTwice]).toEqual([0, 0, 0])
    // What was accepted at that moment and not yet read is read now, on the new server.
    expect(there.openRuns).toBeGreaterThan(0)
    await goOn(url, there.openRuns)
    const after = await readRecord(url)
    expect([after.openRuns, after.brokenChains, after.wronglyAnnounced, after.announcedTwice]).toEqual([0, 0, 0, 0])
    expect(Object.keys(after.runsByStatus).filter((status) => !status.startsWith('completed'))).toEqual([])
  })

  const goOn = async (url: string, openRuns: number): Promise<void> => {
    const key = ground.key
    const port = await freePort()
    const env = { THROUGHLINE_HOME: fileOf('home'), DATABASE_URL: url, PORT: String(port), LOG_LEVEL: 'warn' }
    const [api, worker] = [
      startScript('src/main/cli.ts', ['api'], { env }),
      startScript('src/main/cli.ts', ['worker'], { env }),
    ]
    try {
      await Promise.all([api, worker].map((child) => child.waitForLine(/"ready":true/, 120_000)))
      const open = await query(url, 'SELECT id FROM run WHERE finished_at IS NULL')
      expect(open.length).toBeLessThanOrEqual(openRuns)
      for (const { id } of open) {
        const reply = await fetch(`http://127.0.0.1:${port}/v1/runs/${id}?wait=60s`, {
          headers: { authorization: `Bearer ${key}` },
        })
        const { status } = JSON.parse(await reply.text()) as { status: string }
        expect(status).toMatch(/^completed/)
      }
    } finally {
      await Promise.all([api, worker].map((child) => child.stop('SIGTERM', 15_000)))
    }
  }
})

describe('what is erased', () => {
  let before: string
  beforeAll(async () => {
    const { meetingId, runId } = await submit(secret)
    await finished(runId)
    before = fileOf('before-erasing')
    await run(cluster.databaseUrl, ['backup', before])
    const erased = await cluster.call('POST', '/v1/erasures', { meetingId, reason: 'ticket 12' })
    expect(erased.status).toBe(201)
  }, 180_000)

  it('is in no backup that is made afterwards', async () => {
    const after = fileOf('after-erasing')
    await run(cluster.databaseUrl, ['backup', after])
    const text = (file: string): string => gunzipSync(readFileSync(file)).toString('utf8')

    expect(canariesIn(text(before))).toEqual(Object.keys(canaries))
    expect(canariesIn(text(after))).toEqual([])
  })

  it('goes again from an older backup, by the receipts', async () => {
    const receipts = fileOf('receipts')
    const exported = await run(cluster.databaseUrl, ['backup', '--erasures', receipts])
    const url = await emptyDatabase()
    const restored = await run(url, ['restore', before, '--erasures', receipts])

    expect(exported.told).toEqual([{ file: receipts, erasures: 1 }])
    expect(canariesIn(readFileSync(receipts, 'utf8'))).toEqual([])
    expect(restored.code, restored.said).toBe(0)
    expect(restored.told.at(-1)).toMatchObject({ erasures: { repeated: 1, absent: 0, unnamed: [] } })
    expect(await tablesWith(url, Object.values(canaries))).toEqual({})
  })

  it('is not forgotten because its list was cut off', async () => {
    const receipts = fileOf('receipts-cut')
    await run(cluster.databaseUrl, ['backup', '--erasures', receipts])
    writeFileSync(receipts, readFileSync(receipts, 'utf8').split('\n').slice(1).join('\n'))
    const url = await emptyDatabase()
    const restored = await run(url, ['restore', before, '--erasures', receipts])

    expect([restored.code, restored.said]).toEqual([1, expect.stringContaining('is not a whole list of erasures')])
    expect(
      await query(url, `SELECT count(*)::int AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toEqual([{ n: 0 }])
  })
})
