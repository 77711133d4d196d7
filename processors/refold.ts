import { traceparentOf } from '../src/platform/trace-context.ts'
import type { ApplyChange } from '../src/record/apply-change.ts'
import { noChange, type RecordChange } from '../src/record/change.ts'
import type { OpenSession, RecordSession } from '../src/record/session.ts'
import type { Database } from '../src/storage/client.ts'
import { listMeetingIds } from '../src/storage/meeting-words.ts'
import { inTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'

export type RefoldDeps = { db: Database; openSession: OpenSession; applyChange: ApplyChange }

const meetingsAtOnce = 25
const entitiesAtOnce = 200
const allMeetings = 1_000_000

/**
 * Works the whole record out again after the tracking model changed: which names are one thing, what each observation
 * is about, and what follows. In batches, each a change of its own; a rerun finds less to do and ends in the same.
 */
export const createRefold =
  ({ db, openSession, applyChange }: RefoldDeps): Processor =>
  async ({ tenantId, traceId, signal, report }) => {
    let transitionCount = 0
    const apply = async (changeOf: (session: RecordSession) => Partial<RecordChange>): Promise<void> => {
      signal.throwIfAborted()
      const options = { generation: 0, engineVersion: 'refold', traceparent: traceparentOf(traceId), recorded: false }
      const applied = await inTenant(db, tenantId, (tx) =>
        openSession(tx, tenantId, (session) => applyChange(session, { ...noChange(), ...changeOf(session) }, options)),
      )
      transitionCount += applied.transitionIds.length
    }

    const entities = new Set<string>()
    await apply(({ names }) => ({ recluster: [...names.book.names()].map((name) => name.id).sort() }))
    const meetings = await inTenant(db, tenantId, (tx) => listMeetingIds(tx, tenantId, null, allMeetings))
    for (const respot of pagesOf(meetings, meetingsAtOnce)) await apply(() => ({ respot }))
    report(0.5)
    await apply(({ names }) => {
      for (const name of names.book.names()) entities.add(names.entityOf(name.id) ?? name.id)
      return {}
    })
    for (const refold of pagesOf([...entities].sort(), entitiesAtOnce)) await apply(() => ({ refold }))
    return {
      kind: 'done',
      detail: `${entities.size} entities folded again`,
      commit: async () => ({ totals: { transitionCount } }),
    }
  }

const pagesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size))
