import { z } from 'zod'
import { listRelations } from '../../storage/read-relations.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { type EvidenceView, iso, type Page } from '../views/common.ts'
import type { RelationView } from '../views/entity-views.ts'
import { findEntity } from './find-entity.ts'

export const readRelationsQuery = z.strictObject(pageQuery)

type Query = { tenantId: string; entityId: string } & z.infer<typeof readRelationsQuery>

/** States whose value is another entity (part of, blocks, owner), seen from both ends. */
export const createReadRelations =
  (read: TenantWork) =>
  ({ tenantId, entityId, cursor, limit }: Query): Promise<Page<RelationView>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string(), z.string(), z.uuid()]))
    const after = place === undefined ? undefined : { direction: place[0], relation: place[1], entityId: place[2] }
    return read(tenantId, async (tx) => {
      const entity = await findEntity(tx, tenantId, entityId)
      const rows = await listRelations(tx, tenantId, entity.id, after, limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => ({ ...row, since: iso(row.since), evidence: row.evidence as EvidenceView[] }),
        (row) => [row.direction, row.relation, row.entityId],
      )
    })
  }
