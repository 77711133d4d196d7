import { z } from 'zod'
import { type SegmentHit, searchSegments } from '../../storage/search-segments.ts'
import { decodeCursor, encodeCursor, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { SearchHitView } from '../views/setup-views.ts'

export const searchQuery = z.strictObject({
  ...pageQuery,
  q: z.string().trim().min(1).max(500).describe('Words; "a phrase", or, and -not are understood'),
})

/** Ranks have no key to page by: the best so many are read, and a page is a part of them. */
const mostHits = 1000

/** Segments of live transcripts, best first. */
export const createSearchTranscripts =
  (read: TenantWork) =>
  ({
    tenantId,
    q,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof searchQuery>): Promise<Page<SearchHitView>> => {
    const [from] = cursor === undefined ? [0] : decodeCursor(cursor, z.tuple([z.int().min(0).max(mostHits)]))
    return read(tenantId, async (tx) => {
      const hits = await searchSegments(tx, tenantId, q, Math.min(from + limit + 1, mostHits))
      return {
        items: hits.slice(from, from + limit).map(toView),
        nextCursor: hits.length > from + limit ? encodeCursor([from + limit]) : null,
      }
    })
  }

const toView = ({ segment, ...hit }: SegmentHit): SearchHitView => ({
  ...hit,
  segmentIndex: segment,
  occurredAt: iso(hit.occurredAt),
  matched: 'words',
})
