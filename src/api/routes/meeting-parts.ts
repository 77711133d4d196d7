import { meetingInsightsQuery } from '../../usecases/changes/list-insights.ts'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { readDiffQuery } from '../../usecases/meetings/read-diff.ts'
import { readObservationsQuery } from '../../usecases/meetings/read-observations.ts'
import { readSummariesQuery } from '../../usecases/meetings/read-summaries.ts'
import { readTranscriptQuery } from '../../usecases/meetings/read-transcript.ts'
import { readTransitionsQuery } from '../../usecases/meetings/read-transitions.ts'
import { pageView } from '../../usecases/views/common.ts'
import {
  coverageView,
  insightView,
  observationView,
  segmentView,
  summaryView,
} from '../../usecases/views/transcript-views.ts'
import { diffView, transitionView } from '../../usecases/views/transition-views.ts'
import { type Route, route } from '../route.ts'
import { meetingParams as params } from './meetings.ts'

const shared = { method: 'get', scope: 'read', tag: 'meetings', params, errors: ['gone'] } as const
const under = (part: string): string => `/v1/meetings/{meetingId}/${part}`

/** What came of one meeting. */
export const meetingPartRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    path: under('transcript'),
    summary: 'Read the segments of a meeting',
    query: readTranscriptQuery,
    answer: pageView(segmentView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readTranscript({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('summaries'),
    summary: 'Read the summaries of a meeting: five levels for each persona',
    query: readSummariesQuery,
    answer: pageView(summaryView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readSummaries({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('insights'),
    summary: 'List the insights of a meeting',
    query: meetingInsightsQuery,
    answer: pageView(insightView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.listInsights({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('observations'),
    summary: 'List what was extracted from a meeting, counted or not',
    query: readObservationsQuery,
    answer: pageView(observationView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readObservations({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('transitions'),
    summary: 'List what a meeting changed',
    query: readTransitionsQuery,
    answer: pageView(transitionView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readTransitions({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('coverage'),
    summary: 'Read which segments were read, by which engine, and which were not',
    answer: coverageView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readCoverage({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: under('diff'),
    summary: 'Read what the record gained and lost by a meeting',
    query: readDiffQuery,
    answer: diffView,
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readDiff({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
]
