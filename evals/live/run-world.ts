import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalStack } from '../../src/main/start.ts'
import type { EvalMeeting, World } from '../datasets/dataset.ts'
import type { MeetingOutcome } from '../outcome.ts'
import { readOutcomes } from './read-outcomes.ts'

export type LiveRun = {
  outcomes: MeetingOutcome[]
  runs: { status: string; engine: string | null; degraded: boolean }[]
  modelCalls: number
}

export type LiveOptions = {
  /** Settings that name the model; all others are those of a local stack. */
  settings: Record<string, string>
  /** Submits all meetings before waiting for any: questions about one meeting are then asked without the ones before. */
  atOnce: boolean
  skip: readonly string[]
  waitMs: number
}

/** One world through the whole product: HTTP, queues, worker processes, Postgres, and the model that `settings` names. */
export const runWorld = async (world: World, options: LiveOptions): Promise<LiveRun> => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-eval-'))
  const stack = await startLocalStack({ home, workers: 2, settings: options.settings })
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${stack.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${stack.key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }
  const ended = async (runId: string): Promise<LiveRun['runs'][number]> => {
    const deadline = Date.now() + options.waitMs
    for (;;) {
      const run = (await call('GET', `/v1/runs/${runId}?wait=20`)) as LiveRun['runs'][number] & {
        finishedAt: string | null
      }
      if (run.finishedAt !== null) return { status: run.status, engine: run.engine, degraded: run.degraded }
      if (Date.now() > deadline) throw new Error(`the run ${runId} did not end in ${options.waitMs} ms`)
    }
  }
  try {
    const { version: _, ...model } = world.model
    await call('POST', '/v1/tracking-models', model)
    if (world.imports.length > 0) await call('POST', '/v1/entities/import', { entities: world.imports.map(toImport) })
    const runs: LiveRun['runs'] = []
    const open: string[] = []
    for (const meeting of world.meetings) {
      const { runId } = await call('POST', '/v1/meetings', toBody(meeting, options.skip))
      if (options.atOnce) open.push(String(runId))
      else runs.push(await ended(String(runId)))
    }
    for (const runId of open) runs.push(await ended(runId))
    return { ...(await readOutcomes(stack.databaseUrl)), runs }
  } finally {
    await stack.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

const toImport = ({ type, name, aliases, state }: World['imports'][number]) => ({
  type,
  name,
  aliases,
  state: Object.fromEntries(state.map(({ dimension, value }) => [dimension, value])),
})

const toBody = (meeting: EvalMeeting, skip: readonly string[]) => ({
  title: meeting.context.title,
  type: meeting.context.type,
  source: 'eval',
  externalId: meeting.id,
  occurredAt:
    meeting.context.precision === 'day' ? meeting.context.occurredAt.slice(0, 10) : meeting.context.occurredAt,
  sequence: meeting.sequence,
  series: meeting.context.series ?? undefined,
  participants: meeting.context.participants,
  segments: meeting.segments.map(({ speaker, startMs, endMs, text }) => ({
    ...(speaker !== null && { speaker }),
    ...(startMs !== null && { startMs }),
    ...(endMs !== null && { endMs }),
    text,
  })),
  skip,
})
