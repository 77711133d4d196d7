import type { z } from 'zod'
import {
  durationQuery,
  ownershipQuery,
  periodOnlyQuery,
  statusQuery,
  throughputQuery,
} from '../../usecases/analytics/analytics-query.ts'
import { listForecastsQuery } from '../../usecases/analytics/list-forecasts.ts'
import { listStaleQuery } from '../../usecases/analytics/list-stale.ts'
import type { Usecases } from '../../usecases/create-usecases.ts'
import {
  durationsView,
  flowView,
  ownershipView,
  qualityView,
  statusView,
  throughputView,
} from '../../usecases/views/analytics-views.ts'
import { pageView } from '../../usecases/views/common.ts'
import { forecastListView, forecastView, staleView } from '../../usecases/views/forecast-views.ts'
import { type Route, route } from '../route.ts'
import { entityParams } from './entities.ts'

const shared = { method: 'get', scope: 'read', tag: 'analytics' } as const

/** One figure over the record: a query, and rows for it. */
const figure = <Query extends z.ZodObject, Answer extends z.ZodType>(
  what: string,
  summary: string,
  query: Query,
  answer: Answer,
  read: (asked: { tenantId: string } & z.output<Query>) => Promise<z.input<Answer>>,
): Route =>
  route({
    ...shared,
    path: `/v1/analytics/${what}`,
    summary,
    query: query as z.ZodObject,
    answer: answer as z.ZodType,
    handle: async ({ query: asked, caller }) => ({
      body: await read({ ...(asked as z.output<Query>), tenantId: caller.tenantId }),
    }),
  })

export const analyticsRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    path: '/v1/entities/{entityId}/forecast',
    summary: 'Infer what is expected of an entity, and what about it deserves a look',
    params: entityParams,
    answer: forecastView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readForecast({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  figure(
    'forecast',
    'Infer what is expected soon, over all entities',
    listForecastsQuery,
    forecastListView,
    usecases.listForecasts,
  ),
  figure(
    'stale',
    'List what nobody has spoken of for unusually long',
    listStaleQuery,
    pageView(staleView),
    usecases.listStale,
  ),
  figure('status', 'Count things by value, now or on a past day', statusQuery, statusView, usecases.countStatus),
  figure('flow', 'Count moves from value to value', periodOnlyQuery, flowView, usecases.countFlow),
  figure(
    'throughput',
    'Count what was finished, by day, week or month',
    throughputQuery,
    throughputView,
    usecases.countThroughput,
  ),
  figure('time-in-state', 'Tell how long values last', durationQuery, durationsView, usecases.readTimeInState),
  figure(
    'cycle-time',
    'Tell how long things take from their first value to their last',
    periodOnlyQuery,
    durationsView,
    usecases.readCycleTime,
  ),
  figure('ownership', 'Count who has how much open', ownershipQuery, ownershipView, usecases.countOwnership),
  route({
    ...shared,
    path: '/v1/analytics/quality',
    summary: 'Tell how good the record is: what is unclear, contradicts itself or leads nowhere',
    answer: qualityView,
    handle: async ({ caller }) => ({ body: await usecases.readQuality({ tenantId: caller.tenantId }) }),
  }),
]
