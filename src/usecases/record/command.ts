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
  answer: (session: RecordSession) => T | Promise<T>
  dispatch?: Dispatch[]
  deliveryIds?: string[]
}

/**
 * One command on the record: locks the tenant head, lets `decide` record or withdraw facts, applies what follows from
 * them, and hands on what became due after the commit. With `rollBack` nothing stays of it but the answer.
 */
export const runCommand = async <T>(
  deps: CommandDeps,
  { tenantId, traceparent }: Acting,
  decide: (session: RecordSession) => Promise<Decision<T>>,
  { rollBack = false }: { rollBack?: boolean } = {},
): Promise<T & { version: string }> => {
  type Done = { answer: T & { version: string }; dispatch: Dispatch[]; deliveryIds: string[] }
  const done = await rehearsable<Done>((commit) =>
    deps.work(tenantId, (tx) =>
      deps.openSession(tx, tenantId, async (session) => {
        const decision = await decide(session)
        const options = { generation: 0, engineVersion: 'user', traceparent, recorded: true }
        const applied = await deps.applyChange(session, decision.change, options)
        const answer = { ...(await decision.answer(session)), version: applied.version.toString() }
        if (rollBack) return commit.not({ answer, dispatch: [], deliveryIds: [] })
        return {
          answer,
          dispatch: [...applied.dispatch, ...(decision.dispatch ?? [])],
          deliveryIds: [...applied.deliveryIds, ...(decision.deliveryIds ?? [])],
        }
      }),
    ),
  )
  await deps.enqueue(done.dispatch)
  await deps.enqueueDeliveries(tenantId, done.deliveryIds)
  return done.answer
}

/** Runs work that may end by taking everything back: what it gives to `not` is the answer, and nothing was written. */
const rehearsable = async <T>(work: (commit: { not: (result: T) => never }) => Promise<T>): Promise<T> => {
  let rehearsed: { result: T } | undefined
  const end = new Error('rolled back on purpose')
  const not = (result: T): never => {
    rehearsed = { result }
    throw end
  }
  try {
    return await work({ not })
  } catch (error) {
    if (error === end && rehearsed) return rehearsed.result
    throw error
  }
}

/** The entity that an id stands for under the lock; ids that were merged away lead to what they became. */
export const entityUnderLock = ({ names }: RecordSession, id: string): Entity => {
  const entity = names.entity(names.entityOf(id) ?? id)
  if (!entity) throw new AppError('not_found', `There is no entity ${id}.`)
  return entity
}
