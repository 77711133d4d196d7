import { isShortlisted } from './trigrams.ts'

/** An incremental index of trigrams: who shares enough of them with a key, whatever arrived first. */
export type Shortlist = {
  add: (id: string, trigrams: readonly string[]) => void
  remove: (id: string, trigrams: readonly string[]) => void
  near: (trigrams: readonly string[]) => string[]
}

export const createShortlist = (): Shortlist => {
  const slots: { id: string; size: number }[] = []
  const slotOf = new Map<string, number>()
  const free: number[] = []
  const postings = new Map<string, number[]>()

  return {
    add: (id, trigrams) => {
      const slot = free.pop() ?? slots.length
      slots[slot] = { id, size: trigrams.length }
      slotOf.set(id, slot)
      for (const gram of trigrams) {
        const list = postings.get(gram)
        if (list) list.push(slot)
        else postings.set(gram, [slot])
      }
    },
    // What was added last goes first when a transaction is taken back, so each list is searched from its end.
    remove: (id, trigrams) => {
      const slot = slotOf.get(id)
      if (slot === undefined) return
      for (const gram of trigrams) {
        const list = postings.get(gram)
        const at = list?.lastIndexOf(slot) ?? -1
        if (at >= 0) list?.splice(at, 1)
        if (list?.length === 0) postings.delete(gram)
      }
      slotOf.delete(id)
      free.push(slot)
    },
    near: (trigrams) => {
      const common = new Map<number, number>()
      for (const gram of trigrams)
        for (const slot of postings.get(gram) ?? []) common.set(slot, (common.get(slot) ?? 0) + 1)
      const near: string[] = []
      for (const [slot, count] of common) {
        const entry = slots[slot]
        if (entry && isShortlisted(count, entry.size, trigrams.length)) near.push(entry.id)
      }
      return near
    },
  }
}
