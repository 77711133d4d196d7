import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { editMeetingBody } from '../../usecases/meetings/edit-meeting-body.ts'
import { listMeetingsQuery } from '../../usecases/meetings/list-meetings.ts'
import { reprocessBody } from '../../usecases/meetings/reprocess-meeting.ts'
import { meetingSubmission } from '../../usecases/meetings/submission.ts'
import { pageView } from '../../usecases/views/common.ts'
import { meetingView, runStartedView, submittedView } from '../../usecases/views/meeting-view.ts'
import { type Route, route } from '../route.ts'

export const meetingParams = z.object({ meetingId: z.uuid() })

const tag = 'meetings'
const one = '/v1/meetings/{meetingId}'

export const meetingRoutes = (usecases: Usecases): Route[] => [
  route({
    method: 'post',
    path: '/v1/meetings',
    scope: 'ingest',
    tag,
    summary: 'Submit a meeting',
    description:
      'What was accepted is committed: meeting, run and steps. The same content again is the same meeting (200). ' +
      'The same externalId with other content is the next generation of the meeting (202).',
    status: 202,
    alsoStatus: { 200: 'Known already: nothing was added' },
    requestHeaders: { 'Idempotency-Key': 'Repeating the request with this key gives the first answer again.' },
    errors: [
      ...(['empty_transcript', 'unknown_reference', 'gone', 'idempotency_mismatch'] as const),
      ...(['idempotency_in_progress', 'rate_limited', 'overloaded'] as const),
    ],
    body: meetingSubmission,
    answer: submittedView,
    handle: async ({ body, caller, context, header }) => {
      const idempotencyKey = readIdempotencyKey(header('idempotency-key'))
      const { tenantId, limits = {} } = caller
      const command = { ...context, tenantId, limits, idempotencyKey, submission: body }
      const { outcome, submitted } = await usecases.submitMeeting(command)
      const replayed: Record<string, string> = outcome === 'repeated' ? { 'Idempotency-Replayed': 'true' } : {}
      return {
        status: outcome === 'accepted' ? 202 : 200,
        headers: { Location: `/v1/runs/${submitted.runId}`, ...replayed },
        body: submitted,
      }
    },
  }),
  route({
    method: 'get',
    path: '/v1/meetings',
    scope: 'read',
    tag,
    summary: 'List meetings, latest first',
    query: listMeetingsQuery,
    answer: pageView(meetingView),
    handle: async ({ query, caller }) => ({
      body: await usecases.listMeetings({ ...query, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'get',
    path: one,
    scope: 'read',
    tag,
    summary: 'Read a meeting',
    errors: ['gone'],
    params: meetingParams,
    answer: meetingView,
    handle: async ({ params, caller }) => ({
      body: await usecases.readMeeting({ ...params, tenantId: caller.tenantId }),
    }),
  }),
  route({
    method: 'patch',
    path: one,
    scope: 'ingest',
    tag,
    summary: 'Correct time, title, series, project or account of a meeting',
    description:
      'It is read again as its next generation, since dates are read against its time and its title like speech; `run` ' +
      'in the answer is that run. The record follows when it has ended.',
    errors: ['gone'],
    params: meetingParams,
    body: editMeetingBody,
    answer: meetingView,
    handle: async ({ params, body, caller, context }) => {
      const ref = { ...params, tenantId: caller.tenantId }
      await usecases.editMeeting({ ...body, ...ref, actor: caller.actor, traceparent: context.traceparent })
      return { body: await usecases.readMeeting(ref) }
    },
  }),
  route({
    method: 'delete',
    path: one,
    scope: 'erase',
    tag,
    summary: 'Delete a meeting and undo what it changed',
    description: 'The record is then as if it had never been submitted. Its identity stays reserved.',
    status: 204,
    errors: ['gone'],
    params: meetingParams,
    handle: async ({ params, caller, context }) => {
      const acting = { tenantId: caller.tenantId, actor: caller.actor, traceparent: context.traceparent }
      await usecases.deleteMeeting({ ...params, ...acting })
      return { body: undefined }
    },
  }),
  ...(['reprocess', 'upgrade'] as const).map((kind) =>
    route({
      method: 'post',
      path: `${one}/${kind}`,
      scope: 'replay',
      tag,
      summary: kind === 'reprocess' ? 'Read a meeting again' : 'Read a meeting again with the present tracking model',
      description: 'A new generation: its facts replace the old ones when it is done, and not before.',
      status: 202,
      errors: ['gone', 'conflict'],
      params: meetingParams,
      body: reprocessBody,
      answer: runStartedView,
      handle: async ({ params, body, caller, context }) => {
        const command = { ...params, ...body, kind, tenantId: caller.tenantId, traceparent: context.traceparent }
        const started = await usecases.reprocessMeeting(command)
        return { headers: { Location: `/v1/runs/${started.runId}` }, body: started }
      },
    }),
  ),
]

const readIdempotencyKey = (given: string | undefined): string | undefined => {
  if (given === undefined || /^[\x21-\x7e]{1,255}$/.test(given)) return given
  const message = 'is not 1 to 255 visible ASCII characters'
  throw new AppError('invalid_request', `Idempotency-Key ${message}.`, {
    details: [{ path: 'header.Idempotency-Key', message }],
  })
}
