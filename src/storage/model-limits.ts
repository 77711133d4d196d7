import type { Database } from './client.ts'

/** Of one provider and over all processes; null: no such limit. */
export type SharedLimitRow = { rpm: number | null; tpm: number | null; calls: number | null }
export type SlotRef = { provider: string; holder: string }

const leaseMs = 10_000
const minuteMs = 60_000
/** No provider is left alone for longer, whatever it says: its answer decides then. */
const longestRestMs = 900_000

/** Part of a minute's allowance that may be used at once. */
const burst = 0.1

/**
 * Pure: the numbers of a generic cell rate algorithm. Of `rpm` requests never more than that many start in any minute:
 * the burst that is allowed and the pace after it add up to it.
 */
export const requestPace = (rpm: number): { shareMs: number; slackMs: number } => {
  const atOnce = Math.max(1, Math.floor(rpm * burst))
  const shareMs = minuteMs / (rpm - atOnce + 1)
  return { shareMs, slackMs: (atOnce - 1) * shareMs }
}

/**
 * Pure: the same for tokens. A call waits for what was used before it, not for its own size, so that large ones are not
 * starved by small ones; a minute never starts more than the allowance and its last call.
 */
export const tokenPace = (tpm: number): { tokenMs: number; slackMs: number } => ({
  tokenMs: minuteMs / (tpm * (1 - burst)),
  slackMs: minuteMs * burst,
})

/** One short statement of its own (function `admit_model_call`): lets a call through, or says for how long to wait. */
export const admitModelCall = async (
  db: Database,
  slot: SlotRef,
  limits: SharedLimitRow,
  tokens: number,
): Promise<{ waitMs: number; why: string | null }> => {
  const requests = limits.rpm === null ? null : requestPace(limits.rpm)
  const pace = limits.tpm === null ? null : tokenPace(limits.tpm)
  const rows = await db.app.$queryRaw<{ waitMs: number; why: string | null }[]>`
    SELECT wait_ms AS "waitMs", why FROM admit_model_call(${slot.provider}, ${slot.holder}::uuid, ${limits.calls}::int,
      ${requests?.shareMs ?? null}::float8, ${requests?.slackMs ?? null}::float8,
      ${pace === null ? null : pace.tokenMs * tokens}::float8, ${pace?.slackMs ?? null}::float8, ${leaseMs}::int)`
  return rows[0] ?? { waitMs: 0, why: null }
}

/** Ends a call, or the wait for one: its slot is free, its tokens are corrected, and a refusal becomes a rest for all. */
export const settleModelCall = async (
  db: Database,
  slot: SlotRef,
  limits: SharedLimitRow,
  end: { moreTokens: number; rateLimited: { retryAfterMs: number | null } | null; answered: boolean },
): Promise<void> => {
  const correctionMs = limits.tpm === null ? 0 : tokenPace(limits.tpm).tokenMs * end.moreTokens
  const restMs = end.rateLimited?.retryAfterMs ?? null
  await db.app.$executeRaw`
    SELECT settle_model_call(${slot.provider}, ${slot.holder}::uuid, ${correctionMs}::float8,
      ${end.rateLimited !== null}, ${restMs === null ? null : Math.min(restMs, longestRestMs)}::float8, ${end.answered})`
}

/** Keeps calls in flight counted; one whose process has died is not, ten seconds after its last renewal. */
export const renewModelSlots = async (db: Database, slots: readonly SlotRef[]): Promise<void> => {
  await db.app.$executeRaw`
    UPDATE model_slot SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
     WHERE provider = ANY (${[...new Set(slots.map((slot) => slot.provider))]}::text[])
       AND holder = ANY (${slots.map((slot) => slot.holder)}::uuid[])`
}
