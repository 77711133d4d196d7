import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import {
  correctBody,
  correctionMoment,
  importBody,
  mergeBody,
  renameBody,
  splitBody,
  toImports,
} from '../../usecases/entities/command-bodies.ts'
import { noteBody } from '../../usecases/entities/record-bodies.ts'
import { importedView, recordedView, renamedView } from '../../usecases/views/entity-views.ts'
import { type Call, type Route, route } from '../route.ts'
import { entityParams } from './entities.ts'

const shared = { scope: 'ingest', tag: 'entities' } as const
const one = { ...shared, method: 'post', params: entityParams, answer: recordedView } as const
const under = (part: string): string => `/v1/entities/{entityId}${part}`

const acting = ({ caller, context }: Pick<Call<undefined, undefined, undefined>, 'caller' | 'context'>) => ({
  tenantId: caller.tenantId,
  actor: caller.actor,
  traceparent: context.traceparent,
})

const recorded = (result: { version: string; factIds: string[]; entityId?: string; newEntityId?: string }) => ({
  body: { newEntityId: null, entityId: null, ...result },
})

/** What users say about the record. Each adds facts that can be withdrawn; none changes what was said. */
export const entityCommandRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    method: 'post',
    path: '/v1/entities/import',
    summary: 'Import entities that are known already, with their state before all meetings',
    body: importBody,
    answer: importedView,
    handle: async (call) => ({
      body: await usecases.importEntities({ ...acting(call), entities: toImports(call.body) }),
    }),
  }),
  route({
    ...shared,
    method: 'patch',
    path: under(''),
    summary: 'Rename an entity, add or remove aliases',
    params: entityParams,
    body: renameBody,
    answer: renamedView,
    handle: async (call) => {
      const { factIds } = await usecases.renameEntity({ ...acting(call), ...call.params, ...call.body })
      const entity = await usecases.readEntity({ ...call.params, tenantId: call.caller.tenantId })
      return { body: { ...entity, factIds } }
    },
  }),
  route({
    ...one,
    path: under('/merge'),
    summary: 'Say that two entities are one thing',
    errors: ['conflict'],
    body: mergeBody,
    handle: async (call) => recorded(await usecases.mergeEntities({ ...acting(call), ...call.params, ...call.body })),
  }),
  route({
    ...one,
    path: under('/split'),
    summary: 'Say that some names of an entity are another thing',
    errors: ['conflict'],
    body: splitBody,
    handle: async (call) => recorded(await usecases.splitEntity({ ...acting(call), ...call.params, ...call.body })),
  }),
  route({
    ...one,
    path: under('/correct'),
    summary: 'Say what is true, or that what a meeting said does not count',
    errors: ['conflict', 'unknown_reference'],
    body: correctBody,
    handle: async (call) => {
      const { body, params } = call
      const said = body.kind === 'veto' ? body : { ...body, atMs: correctionMoment(body.at) }
      return recorded(await usecases.correctState({ ...acting(call), ...params, ...said }))
    },
  }),
  route({
    ...one,
    path: under('/lock'),
    summary: 'Keep an entity as it is: no name is linked to it but by a user or a catalogue',
    description:
      'Its names stay together and it keeps its title. What meetings state about it still counts. Withdrawing the fact ' +
      'unlocks it.',
    errors: ['conflict'],
    body: noteBody,
    handle: async (call) => recorded(await usecases.lockEntity({ ...acting(call), ...call.params, ...call.body })),
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/v1/facts/{factId}',
    summary: 'Withdraw what a command recorded or a model judged: undo a merge, a split, a correction, an answer',
    errors: ['conflict'],
    params: z.object({ factId: z.uuid() }),
    answer: recordedView,
    handle: async (call) => recorded(await usecases.withdrawFact({ ...acting(call), ...call.params })),
  }),
]
