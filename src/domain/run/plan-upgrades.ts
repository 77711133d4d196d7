/** How far a tenant is with reading its degraded meetings again. */
export type UpgradeState = {
  /** True while upgrades come out well: more than one may be tried at once. */
  well: boolean
  /** Looks in a row at which one had come out degraded again. */
  failures: number
}

/** An upgrade that was started: under way, or how it came out. */
export type UpgradeSeen = 'open' | 'well' | 'degraded'

export type UpgradePlan = UpgradeState & {
  /** How many to start now. */
  start: number
  /** When to look again. */
  waitMs: number
}

/** What is under way is looked at this often, so that the next ones follow soon. */
const soonMs = 2_000
/** The longest wait, as a multiple of the interval. */
const longestWait = 16

/**
 * What comes next: one upgrade to try whether models answer again; a bounded number at once when that came out well;
 * and after one that did not, a wait that doubles each time.
 */
export const planUpgrades = (
  state: UpgradeState,
  seen: readonly UpgradeSeen[],
  options: { everyMs: number; atOnce: number },
): UpgradePlan => {
  const open = seen.filter((one) => one === 'open').length
  if (seen.includes('degraded')) {
    const failures = state.failures + 1
    const waitMs = options.everyMs * Math.min(2 ** failures, longestWait)
    return { well: false, failures, start: 0, waitMs }
  }
  const cameOutWell = seen.includes('well')
  const well = state.well || cameOutWell
  const start = well ? Math.max(0, options.atOnce - open) : Math.max(0, 1 - open)
  return { well, failures: cameOutWell ? 0 : state.failures, start, waitMs: Math.min(soonMs, options.everyMs) }
}
