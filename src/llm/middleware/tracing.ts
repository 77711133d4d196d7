import type { Tracing } from '../../platform/tracing.ts'
import { callAttributes, chat, replyAttributes, usageAttributes } from '../gen-ai.ts'
import type { Middleware } from '../model.ts'
import { ModelError } from '../model-error.ts'

/** A span for each call of a model over HTTP, below the step that it is for. Never a word of question or answer. */
export const traceCalls =
  ({ withSpan }: Tracing): Middleware =>
  (next) =>
  (call) =>
    withSpan(
      { name: `${chat} ${call.model.name}`, kind: 'client', attributes: { ...callAttributes(call), ...idsOf(call) } },
      async (span) => {
        try {
          const reply = await next(call)
          span.set(replyAttributes(reply))
          return reply
        } catch (error) {
          // A bad answer was paid for all the same.
          if (error instanceof ModelError)
            span.set({ ...usageAttributes(error.usage), 'http.response.status_code': error.status })
          throw error
        }
      },
    )

const idsOf = ({ task, attempt, scope }: Parameters<ReturnType<Middleware>>[0]) => ({
  'throughline.task': task,
  'throughline.attempt': attempt,
  'throughline.tenant.id': scope.tenantId,
  'throughline.meeting.id': scope.meetingId,
  'throughline.run.id': scope.runId,
  'throughline.step.name': scope.step,
})
