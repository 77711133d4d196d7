/**
 * Lets one suspect at a time into a process: a step whose earlier start vanished may have killed its process, and
 * then takes with it whatever runs beside it. Alone, it can only be blamed for itself.
 */
export const createSuspectGate = () => {
  let taken = false
  return {
    tryEnter: (): boolean => {
      if (taken) return false
      taken = true
      return true
    },
    leave: (): void => {
      taken = false
    },
  }
}

export type SuspectGate = ReturnType<typeof createSuspectGate>
