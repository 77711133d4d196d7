/** A table that words of a transcript are looked up in. A map, because every object knows a "constructor". */
export const tableOf = <Value>(rows: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(rows))
