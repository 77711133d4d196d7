import { listNamesOf } from '../../storage/read-entities.ts'
import { readStates } from '../../storage/read-state.ts'
import type { FlagsOf } from '../analytics/flags-of.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { EntityView } from '../views/entity-views.ts'
import { findEntity } from './find-entity.ts'
import type { ModelInForce } from './model-cache.ts'
import { toEntityView } from './to-entity-view.ts'

/** An id that was merged away keeps working: it shows what it stands for, and says so in `mergedInto`. */
export const createReadEntity =
  (deps: { read: TenantWork; modelInForce: ModelInForce; flagsOf: FlagsOf }) =>
  ({ tenantId, entityId }: { tenantId: string; entityId: string }): Promise<EntityView> =>
    deps.read(tenantId, async (tx) => {
      const entity = await findEntity(tx, tenantId, entityId)
      const names = await listNamesOf(tx, tenantId, [entity.id])
      const states = await readStates(tx, tenantId, [entity.id])
      const model = await deps.modelInForce(tx, tenantId)
      const flags = model === null ? () => [] : await deps.flagsOf(tx, tenantId, model, [entity], states)
      const view = toEntityView(entity, { names, states, model, flags })
      return entity.id === entityId ? view : { ...view, id: entityId, mergedInto: entity.id }
    })
