import { AppError } from '../domain/errors.ts'
import type { Logger } from '../platform/logger.ts'
import type { Database } from '../storage/client.ts'
import { findVoidClaims, raiseProgress, renewLeases } from '../storage/leases.ts'
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
/** Whoever cancels should not pay for long. What takes less than this is not asked about. */
const lookEveryMs = 500

/**
 * Renews the leases of everything that runs in this process with one statement every three seconds, and asks in
 * between, for what has run a while, whether it was stopped. It judges only what Postgres answers: while it cannot be
 * reached nothing is aborted, because the claim decides at the commit anyway.
 */
export const createLeaseKeeper = (deps: { db: Database; logger: Logger; everyMs?: number }): LeaseKeeper => {
  const held = new Map<HeldLease, number>()
  let renewing = Promise.resolve()
  let looking = false

  const lose = (lease: HeldLease): void =>
    lease.abort(
      new AppError('fenced', `step ${lease.step} of run ${lease.runId} was cancelled or belongs to another worker`),
    )

  const look = async (): Promise<void> => {
    const now = performance.now()
    const long = [...held].filter(([, since]) => now - since >= lookEveryMs).map(([lease]) => lease)
    if (long.length === 0) return
    looking = true
    try {
      const lost = new Set((await findVoidClaims(deps.db, long.map(refOf))).map(keyOf))
      for (const lease of long) if (held.has(lease) && lost.has(keyOf(lease))) lose(lease)
    } catch {
      // The renewal says it.
    } finally {
      looking = false
    }
  }

  const renew = async (): Promise<void> => {
    const leases = [...held.keys()]
    if (leases.length === 0) return
    try {
      const refs = leases.map((lease) => ({ ...refOf(lease), fraction: lease.fraction() }))
      const kept = new Set((await renewLeases(deps.db, refs)).map(keyOf))
      const moving = refs.filter((ref) => ref.fraction > 0).map((ref) => ref.runId)
      if (moving.length > 0) await raiseProgress(deps.db, moving)
      for (const lease of leases) if (held.has(lease) && !kept.has(keyOf(lease))) lose(lease)
    } catch (error) {
      deps.logger.warn({ err: error }, 'leases not renewed')
    }
  }

  const timer = setInterval(() => {
    renewing = renewing.then(renew)
  }, deps.everyMs ?? renewEveryMs)
  let sight = Promise.resolve()
  const watch = setInterval(() => {
    if (!looking) sight = look()
  }, lookEveryMs)

  return {
    hold: (lease) => {
      held.set(lease, performance.now())
      return () => {
        held.delete(lease)
      }
    },
    stop: async () => {
      clearInterval(timer)
      clearInterval(watch)
      await Promise.all([renewing, sight])
    },
  }
}

const refOf = ({ tenantId, runId, step, claim }: ClaimRef): ClaimRef => ({ tenantId, runId, step, claim })
const keyOf = (ref: ClaimRef): string => `${ref.runId} ${ref.step} ${ref.claim}`
