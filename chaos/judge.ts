import { usualSilentMs } from '../src/platform/end-silent-connections.ts'
import { type RecordFigures, readRecord } from '../test/support/record-digest.ts'
import { countJobs } from './backing.ts'
import { crowding } from './crowding.ts'
import type { Row } from './row.ts'
import { until } from './watch.ts'
import type { World } from './world.ts'

/** What the same meetings leave when nothing goes wrong. */
export type Calm = { record: RecordFigures; calls: Readonly<Record<string, number>>; meetings: number }

export type Expectations = {
  /** Most of what recovery may take; default 15 s. */
  recoverWithinMs?: number
  /** Most model calls, as a multiple of the calm run's; default 1.1. */
  callsFactor?: number
  /** Tasks of the model that may not be asked once more than in the calm run. */
  neverAgain?: readonly string[]
  drainWithinMs?: number
}

type Judged = Pick<Row, 'hashes' | 'accepted' | 'lost' | 'repeated' | 'calls' | 'problems'>

/** Waits until a world is at rest and holds it against what must be true of every world (I1 to I8). */
export const judge = async (
  world: World,
  calm: Calm | undefined,
  recoveryMs: number | null,
  expect: Expectations,
): Promise<Judged> => {
  const problems: string[] = []
  const check = (holds: boolean, problem: string): void => void (holds || problems.push(problem))
  const { recoverWithinMs = 15_000, callsFactor = 1.1 } = expect
  await rest(world, (expect.drainWithinMs ?? 180_000) * crowding()).catch((error: Error) =>
    problems.push(`I1 ${error.message}`),
  )

  const lost = await countLost(world)
  check(lost === 0, `I1 ${lost} accepted meetings have no ended run`)
  const record = await readRecord(world.cluster.databaseUrl)
  const { openRuns: _, runsByStatus: _r, digest, wronglyAnnounced, announcedTwice, brokenChains, ...counts } = record
  const unfinished = await countUnfinished(world)
  if (unfinished > 0) problems.push(`I1 ${unfinished} runs did not complete: ${await tellOddRuns(world)}`)

  const repeated = (await countRepeated(world)) + announcedTwice + wronglyAnnounced
  check(repeated === 0, `I2 ${repeated} effects came more than once or were not told`)
  if (calm) {
    const { wronglyAnnounced: _a, announcedTwice: _t, brokenChains: _c, openRuns: _o, ...calmRecord } = calm.record
    const { digest: calmDigest, runsByStatus: _s, ...calmCounts } = calmRecord
    check(isSame(counts, calmCounts), `I2 counts ${JSON.stringify(counts)}, calm ${JSON.stringify(calmCounts)}`)
    check(digest === calmDigest, 'I3 the record differs from the calm one')
  }
  check(brokenChains === 0, `I4 ${brokenChains} holes in chains of transitions`)
  const calls = calm && world.model ? answered(world) / sum(Object.values(calm.calls)) : null
  if (calls !== null && calls > callsFactor)
    problems.push(`I5 ${calls.toFixed(2)} times the calm run's model calls: ${tellCalls(world, calm)}`)
  for (const task of expect.neverAgain ?? []) {
    const [asked = 0, planned = 0] = [callsByTask(world)[task], calm?.calls[task]]
    check(asked === planned, `I5 ${task} was asked ${asked} times, ${planned} in the calm run`)
  }
  for (const left of await leftovers(world)) problems.push(`I6 ${left}`)
  const limitMs = recoverWithinMs * crowding()
  check(recoveryMs === null || recoveryMs <= limitMs, `I7 recovery took ${Math.round(recoveryMs ?? 0)} ms`)
  problems.push(...findUnexpected(world))
  const hashes = calm ? { calm: shortOf(calm.record.digest), left: shortOf(digest) } : null
  return { hashes, accepted: world.promised.length, lost, repeated, calls, problems }
}

/** Until every run has ended and nothing waits to be read again by a model. */
export const rest = (world: World, withinMs: number): Promise<void> =>
  until(
    async () => {
      const [row] = await world.watch.sql<{ open: number; worse: number }>(
        `SELECT (SELECT count(*)::int FROM run WHERE finished_at IS NULL) AS open,
                (SELECT count(*)::int FROM meeting WHERE degraded_generation > 0 AND degraded_generation = live_generation) AS worse`,
      )
      return row?.open === 0 && (!world.model || row.worse === 0)
    },
    { withinMs, everyMs: 100, what: 'every run has ended' },
  )

/** Model calls that were answered well; what failed is the provider's doing. */
export const answered = (world: World): number =>
  (world.model?.calls() ?? []).filter((call) => call.status === 200).length

/** Answered calls by what they were for. */
export const callsByTask = (world: World): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const call of world.model?.calls() ?? [])
    if (call.status === 200) counts[call.task] = (counts[call.task] ?? 0) + 1
  return counts
}

/** What was asked more than in the calm run, and how much of it in the very same words. */
const tellCalls = (world: World, calm: Calm | undefined): string => {
  const asked = (world.model?.calls() ?? []).filter((call) => call.status === 200)
  const same = asked.length - new Set(asked.map((call) => JSON.stringify(call.body.messages))).size
  const tasks = Object.entries(callsByTask(world)).map(([task, n]) => `${task} ${n} for ${calm?.calls[task] ?? 0}`)
  return `${tasks.join(', ')}; ${same} in the same words`
}

/** Whatever goes wrong, the API says what it is: an error that it has no word for is a fault of its own. */
const findUnexpected = ({ cluster }: World): string[] => {
  const lines = cluster.processes.flatMap((child) =>
    child
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{"level":50') && line.endsWith('"msg":"internal"}')),
  )
  return lines.length === 0 ? [] : [`I8 ${lines.length} requests were answered 500: ${lines[0]?.slice(0, 1_500)}`]
}

/** Enough of a digest to tell records apart on a page. */
export const shortOf = (digest: string): string => digest.slice(0, 8)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)

const countLost = async ({ watch, promised }: World): Promise<number> => {
  const [row] = await watch.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM unnest($1::uuid[]) AS promised (id)
      WHERE NOT EXISTS (SELECT 1 FROM run WHERE run.id = promised.id AND run.finished_at IS NOT NULL)`,
    [promised.map((one) => one.runId)],
  )
  return row?.n ?? -1
}

/**
 * Runs that did not complete. One that had to do without a model for a part says so for ever, as long as its meeting was
 * read again in full.
 */
const countUnfinished = async ({ watch }: World): Promise<number> => {
  const [row] = await watch.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM run r
      WHERE r.status <> 'completed'
        AND NOT (r.status = 'completed_with_gaps' AND r.degraded AND r.error IS NULL AND EXISTS (
          SELECT 1 FROM run again WHERE again.meeting_id = r.meeting_id AND again.status = 'completed'
             AND again.created_at > r.created_at))`,
  )
  return row?.n ?? -1
}

/** Meetings that became two, meetings that were run twice without anybody asking, runs with a step too many. */
const countRepeated = async ({ watch }: World): Promise<number> => {
  const [row] = await watch.sql<{ n: number }>(
    `SELECT (SELECT count(*) - count(DISTINCT (tenant_id, identity)) FROM meeting)::int
          + (SELECT count(*) - count(DISTINCT meeting_id) FROM run WHERE kind = 'meeting')::int
          + (SELECT count(*) FROM (
               SELECT 1 FROM observation WHERE live GROUP BY meeting_id, segment, ordinal, dim HAVING count(DISTINCT generation) > 1) x)::int AS n`,
  )
  return row?.n ?? -1
}

/** How runs ended, and why those that did not complete. */
export const tellOddRuns = async ({ watch }: World): Promise<string> => {
  const rows = await watch.sql<{ n: number; kind: string; status: string; error: unknown }>(
    `SELECT count(*)::int AS n, kind, status, error FROM run GROUP BY kind, status, error ORDER BY 1 DESC LIMIT 8`,
  )
  const steps = await watch.sql<{ n: number; name: string; status: string; detail: unknown }>(
    `SELECT count(*)::int AS n, name, status, coalesce(error, to_jsonb(detail)) AS detail FROM step
      WHERE status IN ('failed', 'parked') OR gaps GROUP BY 2, 3, 4 ORDER BY 1 DESC LIMIT 8`,
  )
  return [
    ...rows.map(({ n, kind, status, error }) => `${n} ${kind} ${status} ${error ? JSON.stringify(error) : ''}`),
    ...steps.map(({ n, name, status, detail }) => `${n} times ${name} ${status} ${JSON.stringify(detail)}`),
  ].join(', ')
}

/**
 * Nothing may be left that holds something or waits for somebody. Jobs of a former dispatch may take a moment: one whose
 * worker asked on a silent connection ends when that is given up.
 */
const leftovers = async (world: World): Promise<string[]> => {
  const [row] = await world.watch.sql<{ steps: number; leases: number; deliveries: number; keys: number }>(
    `SELECT (SELECT count(*)::int FROM step WHERE status IN ('waiting', 'ready', 'dispatched', 'running')) AS steps,
            (SELECT count(*)::int FROM step WHERE lease_until IS NOT NULL AND finished_at IS NULL) AS leases,
            (SELECT count(*)::int FROM delivery WHERE status IN ('ready', 'dispatched', 'running')) AS deliveries,
            (SELECT count(*)::int FROM idempotency_key WHERE status IS NULL) AS keys`,
  )
  const left = Object.entries(row ?? {}).flatMap(([what, count]) => (count > 0 ? [`${count} ${what} left`] : []))
  let jobs = 0
  const isEmpty = async (): Promise<boolean> => {
    jobs = await countJobs(world.cluster)
    return jobs === 0
  }
  const patience = { withinMs: usualSilentMs + 10_000, everyMs: 500, what: 'no jobs are left' }
  await until(isEmpty, patience).catch(() => left.push(`${jobs} jobs left`))
  return left
}

const isSame = (one: Record<string, unknown>, other: Record<string, unknown>): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
