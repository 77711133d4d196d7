import type { TrackingModel } from '../../domain/tracking-model/model.ts'

/** The values after which nothing is expected, as two lists of equal length. */
export const endedValues = (model: TrackingModel): { dimensions: string[]; values: string[] } => {
  const ended = model.dimensions.flatMap(({ name, many, values }) =>
    many ? [] : values.flatMap(({ value, terminal }) => (terminal ? [{ name, value }] : [])),
  )
  return { dimensions: ended.map(({ name }) => name), values: ended.map(({ value }) => value) }
}
