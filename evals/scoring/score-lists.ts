import { ratesOf } from './rates.ts'
import type { SameValue } from './same-value.ts'
import { wordOverlap } from './word-overlap.ts'

export type ListRow = {
  meetingId: string
  text: string
  owner?: string | null | undefined
  dueDate?: string | null | undefined
}

export type ListPair = { gold: ListRow; predicted: ListRow }

const closest = (gold: readonly ListRow[], predicted: readonly ListRow[]): ListPair[] => {
  const candidates = gold
    .flatMap((wanted, goldIndex) =>
      predicted.map((found, predictedIndex) => ({
        wanted,
        found,
        goldIndex,
        predictedIndex,
        overlap: wordOverlap(wanted.text, found.text),
      })),
    )
    .filter((candidate) => candidate.overlap >= 0.4)
    .sort((one, other) => other.overlap - one.overlap)
  const usedGold = new Set<number>()
  const usedPredicted = new Set<number>()
  const pairs: ListPair[] = []
  for (const { wanted, found, goldIndex, predictedIndex } of candidates) {
    if (usedGold.has(goldIndex) || usedPredicted.has(predictedIndex)) continue
    usedGold.add(goldIndex)
    usedPredicted.add(predictedIndex)
    pairs.push({ gold: wanted, predicted: found })
  }
  return pairs
}

/** Pairs predicted list entries with labelled ones per meeting, one to one, best word overlap first. */
export const pairLists = (meetingIds: readonly string[], gold: readonly ListRow[], predicted: readonly ListRow[]) =>
  meetingIds.flatMap((meetingId) =>
    closest(
      gold.filter((row) => row.meetingId === meetingId),
      predicted.filter((row) => row.meetingId === meetingId),
    ),
  )

export const scoreList = (pairs: readonly ListPair[], predicted: number, gold: number) => ({
  ...ratesOf(pairs.length, predicted, gold),
  predicted,
  gold,
})

/** How many of the found action items have the right owner and due date. */
export const scoreAssignments = (
  pairs: readonly ListPair[],
  seriesOf: ReadonlyMap<string, string>,
  sameValue: SameValue,
) => {
  const owners = pairs.filter(({ gold, predicted }) =>
    sameValue(seriesOf.get(gold.meetingId), 'owner', gold.owner, predicted.owner),
  )
  const dueDates = pairs.filter(({ gold, predicted }) => (gold.dueDate ?? null) === (predicted.dueDate ?? null))
  return {
    ownerRight: owners.length / Math.max(1, pairs.length),
    dueRight: dueDates.length / Math.max(1, pairs.length),
  }
}
