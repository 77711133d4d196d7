import type { Entity } from '../../domain/entity/represent.ts'
import { AppError } from '../../domain/errors.ts'
import { cleanSurface, type NameSource, nameIdOf, nameKey, tenantScope } from '../../domain/name/name.ts'
import { normaliseValue } from '../../domain/observation/values.ts'
import type { Dimension } from '../../domain/tracking-model/model.ts'
import type { RecordSession } from '../../record/session.ts'
import { userOrderKey } from './user-order-key.ts'

/** The dimension that a user speaks of, or the error that things of this type have none such. */
export const dimensionOf = ({ view }: RecordSession, entity: Pick<Entity, 'type'>, name: string): Dimension => {
  const dimension = view.dimension(name)
  if (dimension && view.owns(entity.type, name)) return dimension
  const message = `A ${entity.type} has no dimension "${name}".`
  throw new AppError('unknown_reference', message, { details: [{ path: 'dimension', message }] })
}

/** The name that the value of an entity dimension is; for other dimensions it only has to be one of their values. */
export function valueSource(
  session: RecordSession,
  dimension: Dimension,
  { op, value }: { op: string; value: string | null },
  sourceId: string,
): NameSource | null {
  const [type] = dimension.valueTypes
  if (value === null) {
    if (op === 'resolve') return null
    throw refuse('a value is needed, except to resolve everything')
  }
  if (normaliseValue(dimension, value, null) === null) throw refuse(`"${value}" is no value of ${dimension.name}`)
  if (dimension.kind !== 'entity' || type === undefined) return null
  const surface = cleanSurface(value)
  const key = nameKey(surface)
  const nameId = nameIdOf(session.tenantId, type, tenantScope, key)
  const orderKey = userOrderKey(session)
  return { nameId, type, scope: tenantScope, key, surface, kind: 'user', guessed: false, sourceId, orderKey }
}

const refuse = (message: string): AppError =>
  new AppError('invalid_request', `value: ${message}.`, { details: [{ path: 'value', message }] })
