import type { Database } from '../storage/client.ts'
import {
  type ClaimedStep,
  claimStep as claimRow,
  isSuspect,
  maxCrashes,
  postponeStep,
  type StepRef,
} from '../storage/steps.ts'
import { inTenant, readInTenant } from '../storage/tx.ts'
import type { SuspectGate } from './suspect-gate.ts'

/** `release` must be called once the step is over. */
export type Claim = ClaimedStep & { release: () => void }

/** How long a suspect stands in line for its turn, and how long it then stays away. */
const suspectPatienceMs = 1_000
const suspectDelayMs = 1_000

/**
 * Claims a dispatched step. Undefined: the dispatch is stale, the step is done, somebody else is at it, or it is a
 * suspect while another one runs here, and then it is put off for a second.
 */
export const claimStep = async (
  deps: { db: Database; suspects: SuspectGate },
  ref: StepRef & { epoch: number },
): Promise<Claim | undefined> => {
  const claimed = await claimRow(deps.db, ref, 0)
  if (claimed) return { ...claimed, release: () => {} }
  if (!(await readInTenant(deps.db, ref.tenantId, (tx) => isSuspect(tx, ref)))) return undefined
  if (!(await deps.suspects.enter(suspectPatienceMs))) {
    await inTenant(deps.db, ref.tenantId, (tx) => postponeStep(tx, ref, suspectDelayMs))
    return undefined
  }
  try {
    const suspect = await claimRow(deps.db, ref, maxCrashes - 1)
    if (suspect) return { ...suspect, release: deps.suspects.leave }
  } catch (error) {
    deps.suspects.leave()
    throw error
  }
  deps.suspects.leave()
  return undefined
}
