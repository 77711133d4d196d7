import { z } from 'zod'
import type { Usecases } from '../../usecases/create-usecases.ts'
import { acceptBody, correctItemBody, rejectBody } from '../../usecases/review/answer-bodies.ts'
import { listReviewQuery } from '../../usecases/review/list-review.ts'
import { pageView } from '../../usecases/views/common.ts'
import { recordedView } from '../../usecases/views/entity-views.ts'
import { reviewItemView } from '../../usecases/views/review-views.ts'
import { type Call, type Route, route } from '../route.ts'

const params = z.object({ itemId: z.string().min(1).max(200).describe('Id of an item of the review list') })
const answerOf = {
  ...({ method: 'post', scope: 'ingest', tag: 'record', params, answer: recordedView } as const),
  errors: ['conflict', 'unknown_reference'] as const,
}

/** What is weak or contradictory, and what users say to it. */
export const reviewRoutes = (usecases: Usecases): Route[] => {
  const answer = async (
    call: Pick<Call<typeof params, undefined, undefined>, 'params' | 'caller' | 'context'>,
    said: Omit<Parameters<Usecases['answerReview']>[0], 'itemId' | 'tenantId' | 'actor' | 'traceparent'>,
  ) => {
    const { caller, context } = call
    const acting = { tenantId: caller.tenantId, actor: caller.actor, traceparent: context.traceparent }
    return { body: { newEntityId: null, ...(await usecases.answerReview({ ...acting, ...call.params, ...said })) } }
  }
  return [
    route({
      method: 'get',
      path: '/v1/review',
      scope: 'read',
      tag: 'record',
      summary: 'List what is weak or contradictory, to be accepted, rejected or corrected',
      description:
        'Changes of low confidence, conflicts within a meeting, moves that the tracking model forbids and things that ' +
        'were not named where they were spoken of; what was only planned, proposed or said on a condition; then names: ' +
        'which one was meant, what may be one thing, and types that nobody told. What was answered is not listed.',
      query: listReviewQuery,
      answer: pageView(reviewItemView),
      handle: async ({ query, caller }) => ({
        body: await usecases.listReview({ ...query, tenantId: caller.tenantId }),
      }),
    }),
    route({
      ...answerOf,
      path: '/v1/review/{itemId}/accept',
      summary: 'Say that it is right',
      description: 'A change is then certain, and what was only hedged counts, for as long as the meeting does.',
      body: acceptBody,
      handle: (call) => answer(call, { ...call.body, verdict: 'accept' }),
    }),
    route({
      ...answerOf,
      path: '/v1/review/{itemId}/reject',
      summary: 'Say that it is wrong',
      description: 'What the meeting said does not count, also when the meeting is read again.',
      body: rejectBody,
      handle: (call) => answer(call, { ...call.body, verdict: 'reject' }),
    }),
    route({
      ...answerOf,
      path: '/v1/review/{itemId}/correct',
      summary: 'Say what is right instead',
      body: correctItemBody,
      handle: (call) => answer(call, { ...call.body, verdict: 'correct' }),
    }),
  ]
}
