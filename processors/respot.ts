import { traceparentOf } from '../src/platform/trace-context.ts'
import type { ApplyChange } from '../src/record/apply-change.ts'
import { noChange } from '../src/record/change.ts'
import type { RespotParams } from '../src/record/find-meetings.ts'
import type { OpenSession } from '../src/record/session.ts'
import type { Database } from '../src/storage/client.ts'
import { findMeetingsWithWords, listMeetingIds } from '../src/storage/meeting-words.ts'
import { inTenant } from '../src/storage/tx.ts'
import type { Processor } from './outcome.ts'

export type RespotDeps = { db: Database; openSession: OpenSession; applyChange: ApplyChange }

/** Meetings in one transaction: the tenant's other work waits that long. */
const pageSize = 25
const allMeetings = 1_000_000

/**
 * Spots earlier meetings again after names came, went or changed, page by page. Each page is a change of the record of
 * its own and a pure recomputation, so that a rerun, or one that meets another, ends in the same.
 */
export const createRespot =
  ({ db, openSession, applyChange }: RespotDeps): Processor =>
  async ({ tenantId, params, traceId, signal, report }) => {
    const ids = await inTenant(db, tenantId, (tx) => {
      const wanted = params as RespotParams
      return 'needles' in wanted
        ? findMeetingsWithWords(tx, wanted.needles, allMeetings)
        : listMeetingIds(tx, tenantId, null, allMeetings)
    })
    let transitionCount = 0
    for (let at = 0; at < ids.length; at += pageSize) {
      signal.throwIfAborted()
      const respot = ids.slice(at, at + pageSize)
      const options = { generation: 0, engineVersion: 'respot', traceparent: traceparentOf(traceId), recorded: false }
      const applied = await inTenant(db, tenantId, (tx) =>
        openSession(tx, tenantId, (session) => applyChange(session, { ...noChange(), respot }, options)),
      )
      transitionCount += applied.transitionIds.length
      report((at + respot.length) / ids.length)
    }
    return {
      kind: 'done',
      detail: `${ids.length} meetings looked through again`,
      commit: async () => ({ totals: { transitionCount } }),
    }
  }
