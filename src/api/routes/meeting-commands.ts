import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { dryRunQuery, noteBody, relinkBody } from '../../usecases/entities/record-bodies.ts'
import { recordedView } from '../../usecases/views/entity-views.ts'
import { undoneView } from '../../usecases/views/transition-views.ts'
import { type Call, type Route, route } from '../route.ts'
import { meetingParams } from './meetings.ts'

const shared = { method: 'post', tag: 'meetings', params: meetingParams, errors: ['gone', 'conflict'] } as const
const under = (part: string): string => `/v1/meetings/{meetingId}/${part}`

type Acting = Pick<Call<typeof meetingParams, undefined, undefined>, 'caller' | 'context' | 'params'>
const acting = ({ caller, context, params }: Acting) => ({
  ...params,
  ...{ tenantId: caller.tenantId, actor: caller.actor, traceparent: context.traceparent },
})

/** What users say about a whole meeting, or about a name in it. */
export const meetingCommandRoutes = (usecases: Usecases): Route[] => [
  route({
    ...shared,
    scope: 'ingest',
    path: under('retract'),
    summary: 'Undo a meeting: nothing that was said in it counts until it is restored',
    description:
      'The record reads as if it had never been submitted; the meeting with its words stays. `?dryRun=true` writes ' +
      'nothing and answers with what would change. Withdrawing the fact restores it too.',
    query: dryRunQuery,
    body: noteBody,
    answer: undoneView,
    handle: async (call) => ({
      body: await usecases.retractMeeting({ ...acting(call), ...call.body, dryRun: call.query.dryRun === 'true' }),
    }),
  }),
  route({
    ...shared,
    scope: 'ingest',
    path: under('restore'),
    summary: 'Let a meeting that was retracted count again',
    query: dryRunQuery,
    body: z.strictObject({}),
    answer: undoneView,
    handle: async (call) => ({
      body: await usecases.restoreMeeting({ ...acting(call), dryRun: call.query.dryRun === 'true' }),
    }),
  }),
  route({
    ...shared,
    scope: 'ingest',
    path: under('relink'),
    summary: 'Say that in this meeting a name means another entity',
    errors: ['unknown_reference'],
    body: relinkBody,
    answer: recordedView,
    handle: async (call) => ({
      body: { newEntityId: null, ...(await usecases.relinkName({ ...acting(call), ...call.body })) },
    }),
  }),
]
