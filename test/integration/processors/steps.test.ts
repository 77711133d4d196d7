import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExtract } from '../../../processors/extract.ts'
import { createNormalize } from '../../../processors/normalize.ts'
import type { Processor } from '../../../processors/outcome.ts'
import { createReason } from '../../../processors/reason.ts'
import { createSummarize } from '../../../processors/summarize.ts'
import type { Analyst, ChunkExtraction, ChunkInput } from '../../../src/analysis/analyst.ts'
import { AppError } from '../../../src/domain/errors.ts'
import { summaryLevels } from '../../../src/domain/insight/insight.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'
import { newId } from '../../../src/platform/ids.ts'
import { createSubmitRun } from '../../../src/runs/submit-run.ts'
import { inTenant } from '../../../src/storage/tx.ts'
import { openLedger, openStepRunner, type TestLedger, traceparent } from '../../support/ledger.ts'

let ledger: TestLedger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const lines = ['Ana: Atlas ships on Friday.', 'Bo: The vendor is late.', 'Ana: Bo calls the vendor.', 'Bo: Good.']
type Meeting = { tenantId: string; meetingId: string }

const addMeeting = async (): Promise<Meeting> => {
  const [tenantId, meetingId] = [newId(), newId()]
  const { admin } = ledger
  await admin.query('INSERT INTO tenant_head (tenant_id, model_version) VALUES ($1, 1)', [tenantId])
  await admin.query('INSERT INTO tracking_model (tenant_id, version, name, body) VALUES ($1, 1, $2, $3)', [
    tenantId,
    defaultModel.name,
    JSON.stringify(defaultModel),
  ])
  await admin.query(
    `INSERT INTO meeting (id, tenant_id, identity, source, content_hash, title, type, occurred_at, precision, time_zone, order_key, personas, trace_id)
     VALUES ($1, $2, 'ext:test:1', 'test', '', 'Weekly', 'meeting', '2026-03-02T10:00:00Z', 'instant', 'UTC', '0', '{gtm,delivery}', 't')`,
    [meetingId, tenantId],
  )
  await admin.query(
    `INSERT INTO transcript (tenant_id, meeting_id, revision, format, body) VALUES ($1, $2, 1, 'text', $3)`,
    [tenantId, meetingId, lines.join('\n')],
  )
  return { tenantId, meetingId }
}

/** An analyst that finds one risk per chunk and counts what it was asked. */
const createFake = (options: { fail?: (input: ChunkInput) => unknown; version?: string } = {}) => {
  const asked: string[] = []
  const analyst: Analyst = {
    engine: 'llm',
    version: options.version ?? 'fake-1',
    chunkLimits: { maxCharacters: 30, contextCharacters: 10 },
    extractChunk: async (input): Promise<ChunkExtraction> => {
      const text = input.segments.map((segment) => segment.text).join(' ')
      asked.push(text)
      const failure = options.fail?.(input)
      if (failure) throw failure
      const [first] = input.segments
      const evidence = [
        { segmentIndex: first?.index ?? 0, speaker: first?.speaker ?? null, startMs: null, quote: first?.text ?? '' },
      ]
      const risk = { kind: 'risk', body: { risk: text, severity: 'low', mitigation: null }, confidence: 60, evidence }
      return {
        names: [],
        observations: [],
        insights: [{ ...risk, reader: null, engine: 'llm', promptVersion: 'extract_insights@2' }],
        unsupported: 1,
        injections: 0,
        fallbacks: [],
        engine: 'llm',
        engineVersion: options.version ?? 'fake-1',
      }
    },
    summarize: async ({ reader: { code }, insights }) => ({
      ...{ engine: 'llm', model: 'fake/small', promptVersion: 'summarize_meeting@1', fallbacks: [] },
      drafts: summaryLevels.map((level) => ({ level, text: `${code} ${level} of ${insights.length}`, segments: [0] })),
    }),
    explain: async (inputs) =>
      inputs.map(({ id, quote, passage }) => ({
        id,
        reason: `because of "${quote}" among ${passage.length}`,
        confidence: 90,
        promptVersion: 'explain_transitions@1',
      })),
    judgeNames: async () => [],
    judgeValues: async () => [],
  }
  return { analyst, asked }
}

const process = async (
  meeting: Meeting,
  analyst: Analyst,
  options: { generation?: number; steps?: Partial<Record<string, Processor>> } = {},
) => {
  const deps = { db: ledger.db, analyst, batchSize: 20, batchesAtOnce: 2, chunksAtOnce: 2, personasAtOnce: 2 }
  const worker = openStepRunner(ledger, {
    normalize: createNormalize({
      db: ledger.db,
      parse: async ({ body, participants }) => parseTranscript({ body, participants }),
    }),
    extract: createExtract(deps),
    reason: createReason(deps),
    summarize: createSummarize(deps),
    ...options.steps,
  })
  const runId = newId()
  const { dispatch } = await inTenant(ledger.db, meeting.tenantId, (tx) =>
    createSubmitRun({ admissionWindow: 64 })(tx, {
      ...{ ...meeting, runId, kind: 'meeting', generation: options.generation ?? 1, revision: 1 },
      ...{ priority: 'normal', skip: [], params: {}, traceparent },
    }),
  )
  await worker.runAll(dispatch)
  await worker.close()
  return runId
}

const rows = async <T>(sql: string, values: unknown[]): Promise<T[]> =>
  (await ledger.admin.query(sql, values)).rows as T[]
const risks = (meeting: Meeting) =>
  rows<{ risk: string }>(`SELECT body->>'risk' AS risk FROM insight WHERE meeting_id = $1 ORDER BY 1`, [
    meeting.meetingId,
  ])

describe('a meeting that is processed', () => {
  it('becomes segments, insights with events, five summaries per persona, and a run that tells its figures', async () => {
    const meeting = await addMeeting()
    const { analyst } = createFake()

    const runId = await process(meeting, analyst)

    const run = await ledger.read(runId)
    expect(run).toMatchObject({ status: 'completed', totals: { insightCount: 3, unsupportedCount: 3 } })
    expect(
      await rows('SELECT speaker, text FROM segment WHERE meeting_id = $1 ORDER BY index LIMIT 1', [meeting.meetingId]),
    ).toEqual([{ speaker: 'Ana', text: 'Atlas ships on Friday.' }])
    expect(
      await rows('SELECT segment_count AS s, word_count AS w FROM meeting WHERE id = $1', [meeting.meetingId]),
    ).toEqual([{ s: 4, w: 13 }])
    expect(
      await rows(`SELECT count(*)::int AS n FROM event WHERE type = 'insight.created' AND tenant_id = $1`, [
        meeting.tenantId,
      ]),
    ).toEqual([{ n: 3 }])
    expect(
      await rows('SELECT persona, count(*)::int AS n FROM summary WHERE meeting_id = $1 GROUP BY 1 ORDER BY 1', [
        meeting.meetingId,
      ]),
    ).toEqual([
      { persona: 'delivery', n: 5 },
      { persona: 'gtm', n: 5 },
    ])
    expect(await rows('SELECT coverage, engine FROM run WHERE id = $1', [runId])).toEqual([
      {
        coverage: {
          ...{ segments: 4, read: 4, gaps: [] },
          parts: [{ from: 0, to: 3, engine: 'llm', fallbacks: [] }],
        },
        engine: 'llm',
      },
    ])
  })

  it('pays only for what is missing when it is processed again', async () => {
    const meeting = await addMeeting()
    const first = createFake()
    await process(meeting, first.analyst)
    const again = createFake()

    await process(meeting, again.analyst, { generation: 2 })

    expect(first.asked).toHaveLength(3)
    expect(again.asked).toEqual([])
    expect(await risks(meeting)).toHaveLength(3)
    expect(
      await rows(`SELECT count(*)::int AS n FROM event WHERE type = 'insight.created' AND tenant_id = $1`, [
        meeting.tenantId,
      ]),
    ).toEqual([{ n: 3 }])
  })

  it('is read anew by another version of the analyst', async () => {
    const meeting = await addMeeting()
    await process(meeting, createFake().analyst)
    const other = createFake({ version: 'fake-2' })

    await process(meeting, other.analyst, { generation: 2 })

    expect(other.asked).toHaveLength(3)
  })

  it('reports chunks that could not be read as gaps', async () => {
    const meeting = await addMeeting()
    const { analyst } = createFake({
      fail: (input) =>
        input.segments[0]?.text.includes('vendor is late') ? new AppError('analysis_failed', 'nonsense') : undefined,
    })

    const runId = await process(meeting, analyst)

    expect((await ledger.read(runId)).status).toBe('completed_with_gaps')
    const [run] = await rows<{ coverage: { read: number; gaps: unknown[] } }>(
      'SELECT coverage FROM run WHERE id = $1',
      [runId],
    )
    expect(run?.coverage.gaps).toEqual([{ from: 1, to: 1, reason: 'analysis_failed', engine: 'llm' }])
    expect(run?.coverage.read).toBe(3)
  })

  it('comes back for chunks whose trouble passes, without paying twice for the others', async () => {
    const meeting = await addMeeting()
    let limited = true
    const fake = createFake({
      fail: (input) =>
        limited && input.segments[0]?.index === 1 ? new AppError('rate_limited', 'slow down') : undefined,
    })

    const runId = await process(meeting, fake.analyst)
    expect((await ledger.read(runId)).steps.extract).toMatchObject({ status: 'ready', error: { code: 'rate_limited' } })
    limited = false
    await process(meeting, fake.analyst, { generation: 2 })

    expect(fake.asked.filter((text) => text.startsWith('Atlas'))).toHaveLength(1)
    expect(await risks(meeting)).toHaveLength(3)
  })

  it('parks when nothing of it could be read', async () => {
    const meeting = await addMeeting()
    const { analyst } = createFake({ fail: () => new AppError('analysis_failed', 'down') })

    expect(await ledger.read(await process(meeting, analyst))).toMatchObject({
      status: 'parked',
      error: { code: 'analysis_failed', step: 'extract' },
    })
  })

  it('keeps the insights of a later processing that ended before an earlier one', async () => {
    const meeting = await addMeeting()
    await process(meeting, createFake({ version: 'new' }).analyst, { generation: 2 })
    const kept = await risks(meeting)
    const none: Analyst = {
      ...createFake().analyst,
      version: 'old',
      extractChunk: async () => ({
        names: [],
        observations: [],
        insights: [],
        ...{ unsupported: 0, injections: 0, fallbacks: [] },
        engine: 'llm',
        engineVersion: 'old',
      }),
    }

    await process(meeting, none, { generation: 1 })

    expect(await risks(meeting)).toEqual(kept)
    expect(await rows('SELECT DISTINCT generation FROM summary WHERE meeting_id = $1', [meeting.meetingId])).toEqual([
      { generation: 2 },
    ])
  })

  it('is left alone once it was deleted', async () => {
    const meeting = await addMeeting()
    await ledger.admin.query('UPDATE meeting SET deleted_at = now() WHERE id = $1', [meeting.meetingId])

    const run = await ledger.read(await process(meeting, createFake().analyst))

    expect(run.steps).toMatchObject({
      normalize: { status: 'skipped' },
      extract: { status: 'skipped' },
      summarize: { status: 'skipped' },
    })
    expect(await rows('SELECT 1 FROM segment WHERE meeting_id = $1', [meeting.meetingId])).toEqual([])
    expect(await rows('SELECT 1 FROM memo WHERE meeting_id = $1', [meeting.meetingId])).toEqual([])
  })
})

describe('reasons', () => {
  it('replace the pattern reasons of the transitions that reconcile wrote, and raise the version', async () => {
    const meeting = await addMeeting()
    const [entityId, transitionId] = [newId(), newId()]
    await ledger.admin.query(`INSERT INTO entity (id, tenant_id, type, name) VALUES ($1, $2, 'project', 'Atlas')`, [
      entityId,
      meeting.tenantId,
    ])
    await ledger.admin.query(
      `INSERT INTO transition (id, tenant_id, entity_id, type, dim, to_value, valid_at, order_key, meeting_id, category, reason, reason_source, confidence, evidence, engine_version, version, recorded_at)
       VALUES ($1, $2, $3, 'project', 'status', 'completed', now(), '1', $4, 'progress', 'stated', 'pattern', 70, $5, 'x', 1, now())`,
      [
        transitionId,
        meeting.tenantId,
        entityId,
        meeting.meetingId,
        JSON.stringify([{ segmentIndex: 1, speaker: 'Bo', startMs: null, quote: 'The vendor is late.' }]),
      ],
    )
    const reconcile: Processor = async () => ({
      kind: 'done',
      commit: async (tx) => {
        await tx.$executeRaw`UPDATE meeting SET live_revision = 1 WHERE id = ${meeting.meetingId}::uuid`
        return { result: { transitionIds: [transitionId] } }
      },
    })

    await process(meeting, createFake().analyst, { steps: { reconcile } })

    expect(
      await rows('SELECT reason, reason_source AS source, confidence FROM transition WHERE id = $1', [transitionId]),
    ).toEqual([{ reason: 'because of "The vendor is late." among 4', source: 'model', confidence: 70 }])
    expect(await rows('SELECT version::int FROM tenant_head WHERE tenant_id = $1', [meeting.tenantId])).toEqual([
      { version: 1 },
    ])
  })
})
