import { readQualityFigures } from '../../storage/read-quality.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { QualityView } from '../views/analytics-views.ts'
import { isoOrNull } from '../views/common.ts'

const latestMeetings = 500
const lowConfidence = 50

/** How good the record is, told by the record: what was not understood, contradicts itself, or leads nowhere. */
export const createReadQuality =
  (deps: { read: TenantWork; modelInForce: ModelInForce }) =>
  ({ tenantId }: { tenantId: string }): Promise<QualityView> =>
    deps.read(tenantId, async (tx) => {
      const model = await deps.modelInForce(tx, tenantId)
      const single = (model?.dimensions ?? []).flatMap(({ name, many }) => (many ? [] : [name]))
      const row = await readQualityFigures(tx, tenantId, { meetings: latestMeetings, lowConfidence, single })
      return {
        meetings: row.meetings,
        since: isoOrNull(row.since),
        statements: {
          count: row.statements,
          unlinked: row.unlinked,
          notAsserted: row.notAsserted,
          unsupported: row.unsupported,
        },
        changes: {
          count: row.transitions,
          forbidden: row.forbidden,
          conflicts: row.conflicts,
          lowConfidence: row.lowConfidence,
        },
        degraded: row.degraded,
        open: { merges: row.merges, unlinked: row.unlinkedSuggestions },
        integrity: {
          statesWithoutEntity: row.statesWithoutEntity,
          transitionsWithoutEntity: row.transitionsWithoutEntity,
          transitionsWithoutMeeting: row.transitionsWithoutMeeting,
        },
      }
    })
