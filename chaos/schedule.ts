/** What can go wrong in a storm, and how long each lasts at most. */
export const mishaps = {
  'kill a worker': { weight: 4 },
  'stop a worker': { weight: 2 },
  'kill the API': { weight: 2 },
  'flush Redis': { weight: 2, needs: 'redis' },
  'take Redis away': { weight: 2, needs: 'redis' },
  'restart Redis without data': { weight: 1, needs: 'redis' },
  'crash PostgreSQL': { weight: 1 },
  'end all connections': { weight: 2 },
  'model answers 429': { weight: 2 },
  'model answers 500': { weight: 2 },
  'model hangs': { weight: 1 },
} as const satisfies Record<string, { weight: number; needs?: 'redis' }>

export type Mishap = keyof typeof mishaps
export type Planned = { atMs: number; what: Mishap; forMs: number; whom: number }

/** The embedded server's supervisor gives up on a server that ends five times a minute. */
const betweenCrashesMs = 20_000

/** Pure: the storm of a seed. Repeats itself wholly for the same seed, backend and length. */
export const planStorm = (random: () => number, backend: 'redis' | 'postgres', lengthMs: number): Planned[] => {
  const possible = (Object.entries(mishaps) as [Mishap, { weight: number; needs?: 'redis' }][]).filter(
    ([, { needs }]) => needs === undefined || needs === backend,
  )
  const total = possible.reduce((sum, [, { weight }]) => sum + weight, 0)
  const pick = (): Mishap => {
    let left = random() * total
    for (const [what, { weight }] of possible) {
      left -= weight
      if (left < 0) return what
    }
    return 'kill a worker'
  }
  const plan: Planned[] = []
  let lastCrash = Number.NEGATIVE_INFINITY
  for (let atMs = 1_500; atMs < lengthMs; atMs += 1_000 + random() * 4_000) {
    const [drawn, length, whom] = [pick(), random(), random()]
    const tooSoon = drawn === 'crash PostgreSQL' && atMs - lastCrash < betweenCrashesMs
    const what = tooSoon ? 'end all connections' : drawn
    if (what === 'crash PostgreSQL') lastCrash = atMs
    plan.push({ atMs: Math.round(atMs), what, forMs: Math.round(500 + length * 5_500), whom })
  }
  return plan
}
