const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits after the first, second… failed attempt: about three days in all. */
const schedule = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

export type AttemptResult = { status: number } | { error: string; retryable: boolean }

export type DeliveryDecision =
  | { status: 'delivered'; lastStatus: number }
  | { status: 'ready'; delayMs: number; lastStatus?: number; lastError: string }
  /** Dead letters stay visible and can be sent again. */
  | { status: 'dead'; lastStatus?: number; lastError: string }

/** What comes of an attempt: any 2xx is delivered, 410 means "never again", a refused target is not tried twice. */
export const decideDelivery = (result: AttemptResult, attempts: number, random: number): DeliveryDecision => {
  if ('status' in result && result.status >= 200 && result.status < 300)
    return { status: 'delivered', lastStatus: result.status }
  const said =
    'status' in result
      ? { lastStatus: result.status, lastError: `answered ${result.status}` }
      : { lastError: result.error.slice(0, 300) }
  const wait = schedule[attempts - 1]
  const final = 'status' in result ? result.status === 410 : !result.retryable
  if (final || wait === undefined) return { status: 'dead', ...said }
  return { status: 'ready', delayMs: Math.round(wait * (0.8 + 0.4 * random)), ...said }
}
