import { cleanSurface, nameKey } from '../../domain/name/name.ts'
import { type ExtractedObservation, type Operation, operations } from '../../domain/observation/observation.ts'
import { normaliseValue } from '../../domain/observation/values.ts'
import type { Dimension, TrackingModel } from '../../domain/tracking-model/model.ts'
import type { StatedThing } from './to-names.ts'

export type StatedValue = Pick<ExtractedObservation, 'op' | 'value' | 'valueName'>

const duration = /^[+-]?P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?$/
const amount = /^[+-]?\d+(?:\.\d+)?\s*%?$/

/** The operation and value of an answer as the record keeps them; null when the dimension has no such operation or value. */
export const readStatedValue = (
  dimension: Dimension,
  answered: { operation: string; value: string | null },
  model: TrackingModel,
  things: Iterable<StatedThing>,
): StatedValue | null => {
  const op = operationFor(dimension, answered.operation)
  const said = answered.value === null || answered.value.trim() === '' ? null : answered.value.trim()
  if (op === null) return null
  if (op === 'advance') return { op, value: null, valueName: null }
  if (op === 'shift') return said !== null && isDistance(dimension, said) ? { op, value: said, valueName: null } : null
  if (said === null) return op === 'resolve' ? { op, value: null, valueName: null } : null
  if (dimension.kind === 'entity') return entityValue(op, dimension, said, model, things)
  const value = normaliseValue(dimension, said, null)
  return value === null ? null : { op, value: value.text, valueName: null }
}

/** A single value is set, a list is added to: models mix these two up, and only one can be meant. */
const operationFor = (dimension: Dimension, answered: string): Operation | null => {
  const op = operations.find((one) => one === answered.trim().toLowerCase())
  if (op === undefined) return null
  if (dimension.many) return op === 'set' || op === 'add' ? 'add' : op === 'resolve' ? op : null
  if (op === 'add') return 'set'
  if (op === 'resolve') return null
  return op === 'advance' && dimension.kind !== 'vocabulary' ? null : op
}

const isDistance = (dimension: Dimension, said: string): boolean => {
  if (dimension.kind === 'date') return duration.test(said)
  return (
    (dimension.kind === 'number' || dimension.kind === 'percent' || dimension.kind === 'money') && amount.test(said)
  )
}

const entityValue = (
  op: Operation,
  dimension: Dimension,
  said: string,
  model: TrackingModel,
  things: Iterable<StatedThing>,
): StatedValue | null => {
  const surface = cleanSurface(said)
  const key = nameKey(surface)
  if (key === '') return null
  const allowed = dimension.valueTypes.length > 0 ? dimension.valueTypes : model.types.map((type) => type.name)
  const listed = [...things].find((thing) => allowed.includes(thing.type.name) && nameKey(thing.surface) === key)
  const type = listed?.type.name ?? allowed[0]
  return type === undefined ? null : { op, value: surface, valueName: { type, surface } }
}
