import { nameSimilarity } from './name-similarity.ts'

type Labelled = { entity: string; entityId: string; aliases?: readonly string[] }
type Predicted = { entity: string; entityId?: string | undefined }

export type NamePairs = {
  /** Index of the label that a prediction was given, and the other way round. */
  labelOf: ReadonlyMap<number, number>
  predictionOf: ReadonlyMap<number, number>
  /** Predictions that fit a label which a better one has taken. */
  duplicates: ReadonlySet<number>
}

/** Pairs predictions with labels of one meeting, one to one: best name first, and those with `isPreferred` before equals. */
export const pairByName = <Prediction extends Predicted>(
  labels: readonly Labelled[],
  predictions: readonly Prediction[],
  threshold: number,
  isPreferred: (prediction: Prediction) => boolean,
): NamePairs => {
  const candidates: { score: number; prediction: number; label: number }[] = []
  for (const [prediction, row] of predictions.entries())
    for (const [label, labelled] of labels.entries()) {
      const sameId = Boolean(row.entityId) && row.entityId === labelled.entityId
      const names = [labelled.entity, labelled.entityId, ...(labelled.aliases ?? [])]
      const similarity = sameId ? 1 : nameSimilarity(row.entity, names)
      if (similarity < threshold) continue
      candidates.push({ score: similarity + (isPreferred(row) ? 0.001 : 0), prediction, label })
    }
  candidates.sort((one, other) => other.score - one.score || one.prediction - other.prediction)
  const labelOf = new Map<number, number>()
  const predictionOf = new Map<number, number>()
  const duplicates = new Set<number>()
  for (const { prediction, label } of candidates) {
    if (labelOf.has(prediction)) continue
    if (predictionOf.has(label)) {
      duplicates.add(prediction)
      continue
    }
    labelOf.set(prediction, label)
    predictionOf.set(label, prediction)
  }
  return { labelOf, predictionOf, duplicates }
}
