import type { Usecases } from '../../usecases/create-usecases.ts'
import { meetingSubmission } from '../../usecases/meetings/submission.ts'
import { estimateQuery } from '../../usecases/models/estimate-meeting.ts'
import { routesQuery } from '../../usecases/models/read-catalogue.ts'
import { modelReportQuery } from '../../usecases/models/read-model-report.ts'
import { promptsQuery } from '../../usecases/models/read-prompts.ts'
import { usageQuery } from '../../usecases/models/read-usage.ts'
import { catalogueView, routesView } from '../../usecases/views/catalogue-views.ts'
import { pageView } from '../../usecases/views/common.ts'
import { estimateView, runCostView } from '../../usecases/views/estimate-views.ts'
import { promptsView } from '../../usecases/views/prompt-views.ts'
import { modelReportView, usageView } from '../../usecases/views/usage-views.ts'
import { type Route, route } from '../route.ts'
import { runParams } from './runs.ts'

const tag = 'models'

/** Models, prompts, and what they cost. */
export const modelRoutes = (usecases: Usecases): Route[] => [
  route({
    method: 'get',
    path: '/v1/models',
    scope: 'read',
    tag,
    summary: 'See which models there are, what they cost and how they do',
    description: 'No answer holds a key. `configured: false` means that everything is read offline.',
    answer: catalogueView,
    handle: async ({ caller }) => ({ body: await usecases.readCatalogue({ tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'get',
    path: '/v1/models/routes',
    scope: 'read',
    tag,
    summary: 'See which model each task asks, and why not another',
    query: routesQuery,
    answer: routesView,
    handle: async ({ query }) => ({ body: usecases.explainRoutes(query) }),
  }),
  route({
    method: 'get',
    path: '/v1/usage',
    scope: 'read',
    tag,
    summary: 'See what models were asked and what it cost, by any groups',
    description:
      'Rows in the order of their groups, with the total over all pages. Tokens and cost are of calls that went to a ' +
      'provider, failed ones included; cached answers are counted apart. A cost is null as soon as one call of the group ' +
      'has an unknown cost; `knownCost` is the sum of the others.',
    query: usageQuery,
    answer: usageView,
    handle: async ({ query, caller }) => ({ body: await usecases.readUsage({ ...query, tenantId: caller.tenantId }) }),
  }),
  route({
    method: 'get',
    path: '/v1/usage/models',
    scope: 'read',
    tag,
    summary: 'See how each model did at each task lately',
    query: modelReportQuery,
    answer: pageView(modelReportView),
    handle: async ({ query, caller }) => ({
      body: await usecases.readModelReport({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'get',
    path: '/v1/prompts',
    scope: 'read',
    tag,
    summary: 'See every version of every prompt: changes, scores, use, and how often users put it right',
    query: promptsQuery,
    answer: promptsView,
    handle: async ({ query, caller }) => ({
      body: await usecases.readPrompts({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/estimate',
    scope: 'ingest',
    tag,
    summary: 'See what a meeting would cost, without submitting it',
    description:
      'Takes the body of `POST /v1/meetings` and refuses it for the same reasons. Nothing is stored or asked.',
    errors: ['empty_transcript', 'unknown_reference', 'gone'],
    query: estimateQuery,
    body: meetingSubmission,
    answer: estimateView,
    handle: async ({ query, body, caller, context }) => {
      const command = { ...query, tenantId: caller.tenantId, submission: body, signal: context.signal }
      return { body: await usecases.estimateMeeting(command) }
    },
  }),
  route({
    method: 'get',
    path: '/v1/runs/{runId}/cost',
    scope: 'read',
    tag,
    summary: 'Compare what a run cost with what an estimate says of it',
    params: runParams,
    answer: runCostView,
    handle: async ({ params, caller, context }) => ({
      body: await usecases.readRunCost({ ...params, tenantId: caller.tenantId, signal: context.signal }),
    }),
  }),
]
