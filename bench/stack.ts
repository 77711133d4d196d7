import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startLocalStack } from '../src/main/start.ts'
import { defaultTenantId } from '../src/usecases/setup/ensure-tenant.ts'
import { addTenant } from './add-tenant.ts'
import { seedHistory } from './seed.ts'
import type { SyntheticMeeting } from './workload.ts'

export type StackSettings = {
  workers: number
  /** Transitions that are in the record before the scenario starts. */
  history?: number
  settings?: Record<string, string>
}

export type Answer = { status: number; body: Record<string, unknown> }

export type BenchStack = {
  url: string
  key: string
  databaseUrl: string
  workerPids: () => number[]
  /** Makes another tenant; answers its key. */
  addTenant: (name: string) => Promise<{ tenantId: string; key: string }>
  call: (method: string, route: string, body?: unknown) => Promise<Answer>
  submit: (meeting: SyntheticMeeting) => Promise<string>
  /** Resolves when no run is open; answers the number of runs that did not complete. */
  drained: (withinMs: number) => Promise<{ failed: number }>
  sql: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>
  stop: () => Promise<void>
}

export const openStack = async (options: StackSettings & { redisUrl: string | undefined }): Promise<BenchStack> => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-bench-'))
  const stack = await startLocalStack({
    home,
    workers: options.workers,
    settings: { LOG_LEVEL: 'error', ...(options.redisUrl && { REDIS_URL: options.redisUrl }), ...options.settings },
  })
  const { databaseUrl } = stack
  const client = new pg.Client({ connectionString: databaseUrl })
  client.on('error', () => {})
  await client.connect()
  const transitions = options.history ?? 0
  if (transitions > 0) {
    const meetings = Math.ceil(transitions / 20)
    await seedHistory(client, {
      tenantId: defaultTenantId,
      transitions,
      entities: Math.ceil(transitions / 20),
      meetings,
    })
  }
  const sql = async <T extends object>(text: string, values: unknown[] = []) =>
    (await client.query<T>(text, values)).rows
  const call = async (method: string, route: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${stack.url}${route}`, {
      method,
      headers: { authorization: `Bearer ${stack.key}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return {
    url: stack.url,
    key: stack.key,
    databaseUrl,
    workerPids: stack.workerPids,
    addTenant: (name) => addTenant(databaseUrl, name),
    call,
    sql,
    submit: async (meeting) => {
      const { status, body } = await call('POST', '/v1/meetings', meeting)
      if (status !== 202) throw new Error(`a submission answered ${status}: ${JSON.stringify(body)}`)
      return String(body.runId)
    },
    drained: async (withinMs) => {
      const deadline = performance.now() + withinMs
      for (;;) {
        const [row] = await sql<{ open: number; failed: number }>(
          `SELECT count(*) FILTER (WHERE finished_at IS NULL)::int AS open,
                  count(*) FILTER (WHERE finished_at IS NOT NULL AND status <> 'completed')::int AS failed FROM run`,
        )
        if (row?.open === 0) return { failed: row.failed }
        if (performance.now() > deadline) throw new Error(`${row?.open} runs still open after ${withinMs} ms`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    stop: async () => {
      await client.end().catch(() => undefined)
      await stack.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
