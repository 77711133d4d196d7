import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { runProblemsView } from '../../usecases/runs/list-problems.ts'
import { listRunsQuery } from '../../usecases/runs/list-runs.ts'
import { pageView } from '../../usecases/views/common.ts'
import { runView } from '../../usecases/views/run-view.ts'
import { type Route, route } from '../route.ts'

export const runParams = z.object({ runId: z.uuid() })

const tag = 'runs'
const one = '/v1/runs/{runId}'
const longestWaitMs = 60_000

const wait = z
  .string()
  .regex(/^\d{1,5}(ms|s)?$/, 'write 30s or 500ms')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : 1000))
  .refine((ms) => ms <= longestWaitMs, `is longer than ${longestWaitMs / 1000}s`)

const readRunQuery = z.strictObject({
  wait: wait.optional().describe('Answer when the run has ended, or after this time: `30s`, `500ms`, at most 60s'),
})

const resumeQuery = z.strictObject({
  from: z.string().min(1).max(40).optional().describe('This step and what depends on it; else what did not get done'),
})

export const runRoutes = (usecases: Usecases): Route[] => [
  route({
    method: 'get',
    path: '/v1/runs',
    scope: 'read',
    tag,
    summary: 'List runs, latest first',
    query: listRunsQuery,
    answer: pageView(runView),
    handle: async ({ query, caller }) => ({ body: await usecases.listRuns({ ...query, tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'get',
    path: '/v1/runs/problems',
    scope: 'read',
    tag,
    summary: 'Runs that wait for somebody, by what stopped them, and what to do',
    answer: runProblemsView,
    handle: async ({ caller }) => ({ body: await usecases.listProblems({ tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'get',
    path: one,
    scope: 'read',
    tag,
    summary: 'Read a run, or wait for its end',
    params: runParams,
    query: readRunQuery,
    answer: runView,
    extraTimeMs: (query: z.infer<typeof readRunQuery>) => query.wait ?? 0,
    handle: async ({ params, query, caller, context }) => {
      const ref = { ...params, tenantId: caller.tenantId }
      return { body: await usecases.waitForRun(ref, query.wait ?? 0, context.signal) }
    },
  }),
  route({
    method: 'post',
    path: `${one}/cancel`,
    scope: 'replay',
    tag,
    summary: 'Cancel a run',
    description: 'What it has committed stays; what it is at leaves nothing behind.',
    errors: ['conflict'],
    params: runParams,
    answer: runView,
    handle: async ({ params, caller }) => ({
      body: await usecases.cancelRun({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'post',
    path: `${one}/park`,
    scope: 'replay',
    tag,
    summary: 'Lay a run aside until it is resumed',
    errors: ['conflict'],
    params: runParams,
    answer: runView,
    handle: async ({ params, caller }) => ({ body: await usecases.parkRun({ ...params, tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'post',
    path: `${one}/resume`,
    scope: 'replay',
    tag,
    summary: 'Go on with an ended run',
    status: 202,
    errors: ['gone', 'conflict'],
    params: runParams,
    query: resumeQuery,
    answer: runView,
    handle: async ({ params, query, caller }) => ({
      body: await usecases.resumeRun({ ...params, ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'post',
    path: `${one}/replay`,
    scope: 'replay',
    tag,
    summary: 'Do an ended run again from its first step',
    status: 202,
    errors: ['gone', 'conflict'],
    params: runParams,
    answer: runView,
    handle: async ({ params, caller }) => ({
      body: await usecases.replayRun({ ...params, tenantId: caller.tenantId }),
    }),
  }),
]
