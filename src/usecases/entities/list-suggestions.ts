import { z } from 'zod'
import { listSuggestions } from '../../storage/read-suggestions.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import type { SuggestionView } from '../views/entity-views.ts'

export const listSuggestionsQuery = z.strictObject({
  ...pageQuery,
  kind: z.enum(['merge', 'unlinked']).optional(),
})

/** Hints that are no links: likely merges, and statements that no name could be found for. */
export const createListSuggestions =
  (read: TenantWork) =>
  ({
    tenantId,
    kind,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof listSuggestionsQuery>): Promise<Page<SuggestionView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.int(), z.uuid()]))
    const after = place === undefined ? undefined : { score: place[0], id: place[1] }
    return read(tenantId, async (tx) => {
      const rows = await listSuggestions(tx, tenantId, { kind, after }, limit + 1)
      return pageOf(
        rows,
        limit,
        ({ id, kind: of, score, meetingId, detail, ...row }) => ({
          ...{ id, kind: of, score, meetingId, detail },
          name: named(row.nameId, row.nameSurface, row.nameEntity),
          other: named(row.otherId, row.otherSurface, row.otherEntity),
        }),
        (row) => [row.score, row.id],
      )
    })
  }

const named = (nameId: string | null, name: string | null, entityId: string | null): SuggestionView['name'] =>
  nameId === null || name === null || entityId === null ? null : { nameId, name, entityId }
