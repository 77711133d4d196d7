import { setTimeout as delay } from 'node:timers/promises'

/** Asks again until the answer is not undefined; undefined after the deadline. */
export const waitFor = async <T>(
  ask: () => T | undefined | Promise<T | undefined>,
  options: { withinMs: number; everyMs: number },
): Promise<T | undefined> => {
  const end = performance.now() + options.withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() >= end) return undefined
    await delay(options.everyMs)
  }
}
