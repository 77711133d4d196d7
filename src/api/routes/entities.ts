import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { explainEntityQuery } from '../../usecases/entities/explain-entity.ts'
import { listEntitiesQuery } from '../../usecases/entities/list-entities.ts'
import { listSuggestionsQuery } from '../../usecases/entities/list-suggestions.ts'
import { readMentionsQuery } from '../../usecases/entities/read-mentions.ts'
import { readRelationsQuery } from '../../usecases/entities/read-relations.ts'
import { readStateQuery } from '../../usecases/entities/read-state.ts'
import { readTimelineQuery } from '../../usecases/entities/read-timeline.ts'
import { pageView } from '../../usecases/views/common.ts'
import {
  entityStateView,
  entityView,
  explainedFactView,
  mentionView,
  relationView,
  suggestionView,
} from '../../usecases/views/entity-views.ts'
import { transitionView } from '../../usecases/views/transition-views.ts'
import { type Route, route } from '../route.ts'

export const entityParams = z.object({ entityId: z.uuid() })

const shared = { method: 'get', scope: 'read', tag: 'entities' } as const
const one = { ...shared, params: entityParams }
const under = (part: string): string => `/v1/entities/{entityId}${part}`

export const entityRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    path: '/v1/entities',
    summary: 'List or search entities',
    query: listEntitiesQuery,
    answer: pageView(entityView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listEntities({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...shared,
    path: '/v1/entities/suggestions',
    summary: 'List likely merges and statements without a name',
    query: listSuggestionsQuery,
    answer: pageView(suggestionView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listSuggestions({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under(''),
    summary: 'Read an entity and its state now',
    answer: entityView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readEntity({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under('/timeline'),
    summary: 'Read what happened to an entity, in the order of the meetings',
    versioned: true,
    query: readTimelineQuery,
    answer: pageView(transitionView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readTimeline({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under('/state'),
    summary: 'Read the state of an entity: now, on a past day, or as it was known then',
    versioned: true,
    query: readStateQuery,
    answer: entityStateView,
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readState({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under('/explain'),
    summary: 'Read, fact by fact, why the state is what it is',
    query: explainEntityQuery,
    answer: pageView(explainedFactView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.explainEntity({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under('/relations'),
    summary: 'List what an entity has to do with others',
    query: readRelationsQuery,
    answer: pageView(relationView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readRelations({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    ...one,
    path: under('/mentions'),
    summary: 'List where an entity was spoken of',
    query: readMentionsQuery,
    answer: pageView(mentionView),
    handle: async ({ params, query, caller }) => ({
      body: await usecases.readMentions({ ...query, ...params, tenantId: caller.tenantId }),
    }),
  }),
]
