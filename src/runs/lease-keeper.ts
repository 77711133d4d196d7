import { AppError } from '../domain/errors.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import { raiseProgress, renewLeases } from '../storage/leases.ts'
import type { ClaimRef } from '../storage/steps.ts'

export type HeldLease = ClaimRef & {
  /** Called when the claim is lost: cancelled, or another claimant owns the step now. */
  abort: (reason: AppError) => void
  /** How much of the step is done, 0..1. */
  fraction: () => number
}

export type LeaseKeeper = {
  hold: (lease: HeldLease) => () => void
  stop: () => Promise<void>
}

const renewEveryMs = 3_000

/**
 * Renews the leases of everything that runs in this process with one statement every three seconds. It judges only
 * what Postgres answers: while it cannot be reached nothing is aborted, because the claim decides at the commit anyway.
 */
export const createLeaseKeeper = (deps: { db: Database; logger: Logger; everyMs?: number }): LeaseKeeper => {
  const held = new Set<HeldLease>()
  let renewing = Promise.resolve()

  const renew = async (): Promise<void> => {
    const leases = [...held]
    if (leases.length === 0) return
    try {
      const refs = leases.map((lease) => ({ ...refOf(lease), fraction: lease.fraction() }))
      const kept = new Set((await renewLeases(deps.db, refs)).map(keyOf))
      const moving = refs.filter((ref) => ref.fraction > 0).map((ref) => ref.runId)
      if (moving.length > 0) await raiseProgress(deps.db, moving)
      for (const lease of leases)
        if (held.has(lease) && !kept.has(keyOf(lease)))
          lease.abort(
            new AppError(
              'fenced',
              `step ${lease.step} of run ${lease.runId} was cancelled or belongs to another worker`,
            ),
          )
    } catch (error) {
      deps.logger.warn({ err: error }, 'leases not renewed')
    }
  }

  const timer = setInterval(() => {
    renewing = renewing.then(renew)
  }, deps.everyMs ?? renewEveryMs)

  return {
    hold: (lease) => {
      held.add(lease)
      return () => {
        held.delete(lease)
      }
    },
    stop: async () => {
      clearInterval(timer)
      await renewing
    },
  }
}

const refOf = ({ tenantId, runId, step, claim }: ClaimRef): ClaimRef => ({ tenantId, runId, step, claim })
const keyOf = (ref: ClaimRef): string => `${ref.runId} ${ref.step} ${ref.claim}`
