import { listChangesQuery } from '../../usecases/changes/list-changes.ts'
import { listInsightsQuery } from '../../usecases/changes/list-insights.ts'
import { searchQuery } from '../../usecases/changes/search-transcripts.ts'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { pageView } from '../../usecases/views/common.ts'
import { searchHitView } from '../../usecases/views/setup-views.ts'
import { insightView } from '../../usecases/views/transcript-views.ts'
import { changesView } from '../../usecases/views/transition-views.ts'
import { type Route, route } from '../route.ts'

const shared = { method: 'get', tag: 'record' } as const

/** What is read over all meetings. */
export const recordRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    path: '/v1/changes',
    scope: 'read',
    summary: 'Follow what changed',
    description:
      'A feed in the order of the versions of the record. Pass `nextCursor` as `since` to go on; nothing is missed ' +
      'and nothing comes twice. A change that no longer counts comes as `superseded`.',
    versioned: true,
    query: listChangesQuery,
    answer: changesView,
    handle: async ({ query, caller }) => ({
      body: await usecases.listChanges({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: '/v1/insights',
    scope: 'read',
    summary: 'List action items, decisions, risks and other insights of all meetings',
    query: listInsightsQuery,
    answer: pageView(insightView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listInsights({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: '/v1/search',
    scope: 'query',
    summary: 'Search all transcripts',
    query: searchQuery,
    answer: pageView(searchHitView),
    handle: async ({ query, caller }) => ({
      body: await usecases.searchTranscripts({ ...query, tenantId: caller.tenantId }),
    }),
  }),
]
