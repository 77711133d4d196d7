import type { JobPresence } from '../../queues/producer.ts'

/** After this long what was dispatched and not claimed is looked up in BullMQ: its enqueue may have died with its process. */
const lookedUpAfterMs = 8_000
/**
 * After this long a job that somebody has taken without a claim counts as lost. Not left to BullMQ, whose locks go by the
 * clocks of workers: where those differ, the lock of a dead one may last for minutes.
 */
const takenInVainAfterMs = 12_000
/** Time for an enqueue to follow its commit, before its absence means anything. */
const settledAfterMs = 1_000

/** How long ago something must have been dispatched to be looked up. */
export const lookUp = (suspicious: boolean): number => (suspicious ? settledAfterMs : lookedUpAfterMs)

/** Pure: of what nobody has claimed, that whose job will never come and that whose job still waits. */
export const whatIsLost = <T extends { waitedMs: number }>(
  unclaimed: readonly T[],
  presence: readonly JobPresence[],
  suspicious: boolean,
): { lost: T[]; waiting: T[] } => {
  const isInVain = (waitedMs: number): boolean => !suspicious && waitedMs >= takenInVainAfterMs
  return {
    lost: unclaimed.filter(
      ({ waitedMs }, at) => presence[at] === 'missing' || (presence[at] === 'active' && isInVain(waitedMs)),
    ),
    waiting: unclaimed.filter((_, at) => presence[at] === 'waiting'),
  }
}
