import type { Entity } from '../../domain/entity/represent.ts'
import { AppError } from '../../domain/errors.ts'
import type { Dispatch } from '../../domain/run/dispatch.ts'
import type { ApplyChange } from '../../record/apply-change.ts'
import type { RecordChange } from '../../record/change.ts'
import type { OpenSession, RecordSession } from '../../record/session.ts'
import type { SubmitRun } from '../../runs/submit-run.ts'
import type { Enqueue, EnqueueDeliveries } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'

export type CommandDeps = {
  work: TenantWork
  openSession: OpenSession
  applyChange: ApplyChange
  submitRun: SubmitRun
  enqueue: Enqueue
  enqueueDeliveries: EnqueueDeliveries
  now: () => Date
}

type Acting = { tenantId: string; traceparent: string }

/** What a command decided under the lock: the change of facts, and what to answer once it is applied. */
export type Decision<T> = {
  change: RecordChange
  answer: (session: RecordSession) => T
  dispatch?: Dispatch[]
  deliveryIds?: string[]
}

/**
 * One command on the record: locks the tenant head, lets `decide` record or withdraw facts, applies what follows from
 * them, and hands on what became due after the commit.
 */
export const runCommand = async <T>(
  deps: CommandDeps,
  { tenantId, traceparent }: Acting,
  decide: (session: RecordSession) => Promise<Decision<T>>,
): Promise<T & { version: string }> => {
  const { answer, dispatch, deliveryIds } = await deps.work(tenantId, (tx) =>
    deps.openSession(tx, tenantId, async (session) => {
      const decision = await decide(session)
      const options = { generation: 0, engineVersion: 'user', traceparent, recorded: true }
      const applied = await deps.applyChange(session, decision.change, options)
      return {
        answer: { ...decision.answer(session), version: applied.version.toString() },
        dispatch: [...applied.dispatch, ...(decision.dispatch ?? [])],
        deliveryIds: [...applied.deliveryIds, ...(decision.deliveryIds ?? [])],
      }
    }),
  )
  await deps.enqueue(dispatch)
  await deps.enqueueDeliveries(tenantId, deliveryIds)
  return answer
}

/** The entity that an id stands for under the lock; ids that were merged away lead to what they became. */
export const entityUnderLock = ({ names }: RecordSession, id: string): Entity => {
  const entity = names.entity(names.entityOf(id) ?? id)
  if (!entity) throw new AppError('not_found', `There is no entity ${id}.`)
  return entity
}
