export type Leases<Item> = {
  /** Renewed until it is let go. */
  hold: (item: Item) => () => void
  stop: () => Promise<void>
}

/** Renews all leases that a process holds of one kind with one call every few seconds; a process that dies renews none. */
export const createLeases = <Item>(deps: {
  renew: (items: readonly Item[]) => Promise<void>
  everyMs: number
  failed: (error: unknown) => void
}): Leases<Item> => {
  const held = new Set<{ item: Item }>()
  let renewing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const renew = (): void => {
    renewing = renewing
      .then(() => (held.size === 0 ? undefined : deps.renew([...held].map((one) => one.item))))
      .catch(deps.failed)
  }
  const stopTimer = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  return {
    hold: (item) => {
      const entry = { item }
      held.add(entry)
      timer ??= setInterval(renew, deps.everyMs)
      return () => {
        held.delete(entry)
        if (held.size === 0) stopTimer()
      }
    },
    stop: async () => {
      stopTimer()
      await renewing
    },
  }
}
