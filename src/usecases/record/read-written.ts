import type { RecordSession } from '../../record/session.ts'
import { listChanges } from '../../storage/read-changes.ts'
import { firstPlace, toChangeView } from '../changes/to-change-view.ts'
import type { ChangeView } from '../views/transition-views.ts'

const most = 500

/** What the change of this session replaced and wrote, in the order of the feed; `more`: that is not all of it. */
export const readWritten = async ({
  tx,
  tenantId,
  next,
}: RecordSession): Promise<{ changes: ChangeView[]; more: boolean }> => {
  const rows = await listChanges(tx, tenantId, { since: firstPlace, versions: [next.version] }, most + 1)
  return { changes: rows.slice(0, most).map(toChangeView), more: rows.length > most }
}
