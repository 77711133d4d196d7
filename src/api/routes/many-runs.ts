import type { Usecases } from '../../usecases/create-usecases.ts'
import { changedRunsView, replayRunsBody, resumeRunsBody, stopRunsBody } from '../../usecases/runs/change-many-runs.ts'
import { type Route, route } from '../route.ts'

const tag = 'runs'
/** For a thousand of them. */
const extraTimeMs = () => 60_000
const description =
  'Rehearses unless `dryRun` is false. Works through what fits in pages, the oldest first: send `nextCursor` until it ' +
  'is null. Safe to repeat.'

export const manyRunsRoutes = (usecases: Usecases): Route[] => [
  route({
    ...{ method: 'post', path: '/v1/runs/resume', scope: 'replay', tag, description, extraTimeMs },
    summary: 'Go on with many ended runs',
    body: resumeRunsBody,
    answer: changedRunsView,
    handle: async ({ body, caller }) => ({ body: await usecases.resumeRuns({ ...body, tenantId: caller.tenantId }) }),
  }),
  route({
    ...{ method: 'post', path: '/v1/runs/replay', scope: 'replay', tag, description, extraTimeMs },
    summary: 'Do many ended runs again from their first step',
    body: replayRunsBody,
    answer: changedRunsView,
    handle: async ({ body, caller }) => ({ body: await usecases.replayRuns({ ...body, tenantId: caller.tenantId }) }),
  }),
  route({
    ...{ method: 'post', path: '/v1/runs/cancel', scope: 'replay', tag, description, extraTimeMs },
    summary: 'Cancel many runs',
    body: stopRunsBody,
    answer: changedRunsView,
    handle: async ({ body, caller }) => ({ body: await usecases.cancelRuns({ ...body, tenantId: caller.tenantId }) }),
  }),
  route({
    ...{ method: 'post', path: '/v1/runs/park', scope: 'replay', tag, description, extraTimeMs },
    summary: 'Lay many runs aside until they are resumed',
    body: stopRunsBody,
    answer: changedRunsView,
    handle: async ({ body, caller }) => ({ body: await usecases.parkRuns({ ...body, tenantId: caller.tenantId }) }),
  }),
]
