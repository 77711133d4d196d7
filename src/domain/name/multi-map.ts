/** A map from keys to sets that forgets empty sets. */
export type MultiMap<Value> = {
  add: (key: string, value: Value) => void
  remove: (key: string, value: Value) => void
  get: (key: string) => ReadonlySet<Value>
}

export const createMultiMap = <Value>(): MultiMap<Value> => {
  const sets = new Map<string, Set<Value>>()
  const none: ReadonlySet<Value> = new Set()
  return {
    add: (key, value) => {
      const set = sets.get(key)
      if (set) set.add(value)
      else sets.set(key, new Set([value]))
    },
    remove: (key, value) => {
      const set = sets.get(key)
      set?.delete(value)
      if (set?.size === 0) sets.delete(key)
    },
    get: (key) => sets.get(key) ?? none,
  }
}
