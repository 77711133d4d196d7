/**
 * Lets one suspect at a time into a process: a step whose earlier start vanished may have killed its process, and
 * then takes with it whatever runs beside it. Alone, it can only be blamed for itself. When a process dies all that it
 * had under way are suspects, so they stand in line for a moment rather than come again later.
 */
export const createSuspectGate = () => {
  const line: (() => void)[] = []
  let taken = false
  return {
    /** True once inside, false when that did not come about in time. */
    enter: (withinMs: number): Promise<boolean> => {
      if (!taken) {
        taken = true
        return Promise.resolve(true)
      }
      return new Promise((resolve) => {
        const enter = (): void => {
          clearTimeout(timer)
          resolve(true)
        }
        const timer = setTimeout(() => {
          line.splice(line.indexOf(enter), 1)
          resolve(false)
        }, withinMs)
        line.push(enter)
      })
    },
    leave: (): void => {
      const next = line.shift()
      if (next) next()
      else taken = false
    },
  }
}

export type SuspectGate = ReturnType<typeof createSuspectGate>
