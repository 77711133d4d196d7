import { AppError } from '../../domain/errors.ts'
import { type EntityRow, resolveEntity } from '../../storage/read-entities.ts'
import type { Tx } from '../../storage/tx.ts'

/** What the id stands for now. An entity that no live fact supports is gone; `dead` lets its past be read. */
export const findEntity = async (
  tx: Tx,
  tenantId: string,
  id: string,
  options: { dead?: boolean } = {},
): Promise<EntityRow> => {
  const entity = await resolveEntity(tx, tenantId, id)
  if (entity === null || (!entity.live && !options.dead)) throw new AppError('not_found', `There is no entity ${id}.`)
  return entity
}
