import { isRunEnded, type RunStatus } from '../../domain/run/run.ts'
import { type RunType, runType } from '../run-types.ts'
import type { Session } from '../session.ts'

const waitSeconds = 20
const pauseMs = 300

const hasEnded = (run: Pick<RunType, 'status'>): boolean => isRunEnded(run.status as RunStatus)

/**
 * The run whenever something about it changes, until it has ended. The event stream is the quick way; when it breaks
 * off (a proxy, a restart of the server) waiting reads take over.
 */
export async function* followRun(session: Session, runId: string, signal: AbortSignal): AsyncGenerator<RunType> {
  const { client, deps } = session
  let last: RunType | undefined
  try {
    for await (const event of client.events(`/v1/runs/${runId}/events`, signal)) {
      const run = parseRun(event.data)
      if (!run) continue
      last = run
      yield run
      if (hasEnded(run)) return
    }
  } catch (error) {
    if (signal.aborted) throw error
  }
  while (!last || !hasEnded(last)) {
    last = await client.get(`/v1/runs/${runId}`, runType, { wait: last ? waitSeconds : undefined })
    yield last
    if (!hasEnded(last)) await deps.sleep(pauseMs, signal)
  }
}

const parseRun = (data: string): RunType | null => {
  try {
    const parsed = runType.safeParse(JSON.parse(data))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
