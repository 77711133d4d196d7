/** Work that goes on when nobody waits for it any more, such as a row that must not be lost to an abort. */
export type Background = {
  run: (work: Promise<unknown>) => void
  /** Resolves when all of it is done. */
  settled: () => Promise<void>
}

export const createBackground = (failed: (error: unknown) => void): Background => {
  const running = new Set<Promise<unknown>>()
  return {
    run: (work) => {
      const tracked: Promise<unknown> = work.catch(failed).finally(() => running.delete(tracked))
      running.add(tracked)
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
