import { fileURLToPath } from 'node:url'

const preload = fileURLToPath(new URL('skew-clock.mjs', import.meta.url))

/** Settings of a process whose clock is off by so much. */
export const skewed = (byMs: number): Record<string, string> => ({
  NODE_OPTIONS: `--import ${preload}`,
  CHAOS_SKEW_MS: String(byMs),
})
