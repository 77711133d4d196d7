import { nameKey } from '../../domain/name/name.ts'
import type { EntityType, TrackingModel } from '../../domain/tracking-model/model.ts'

/**
 * Whether nothing tells that a thing is of its type, so that another reader may well have taken another one: it is no
 * person and not of the only type there is, none of its forms has an identifier or a noun of the type, and nothing is stated that only such things have.
 */
export const isTypeGuessed = (
  type: EntityType,
  forms: readonly string[],
  dimensions: readonly string[],
  model: TrackingModel,
): boolean => {
  const others = model.types.filter((other) => other !== type && !other.person)
  if (type.person || others.length === 0) return false
  const identifiers = type.identifiers.map((source) => new RegExp(source))
  const telling = [...type.nouns.flatMap((noun) => noun.split('|')), ...type.genericNames].map((word) => nameKey(word))
  const isOwn = (dimension: string) => !others.some((other) => other.dimensions.includes(dimension))
  return !(
    forms.some((form) => identifiers.some((pattern) => pattern.test(form)) || telling.some(isIn(nameKey(form)))) ||
    dimensions
      .map((dimension) => dimension.trim().toLowerCase())
      .some((one) => type.dimensions.includes(one) && isOwn(one))
  )
}

const isIn =
  (key: string) =>
  (word: string): boolean =>
    word !== '' && ` ${key} `.includes(` ${word} `)
