const [lineFeed, quote] = [0x0a, 0x22]

export type RowCounter = { take: (bytes: Uint8Array) => void; rows: () => number | null }

/** Counts rows in what passes: lines of JSON, or rows of CSV below the header. Other formats have none to count. */
export const createRowCounter = (format: string): RowCounter => {
  let ends = 0
  let quoted = false
  const take = (bytes: Uint8Array): void => {
    for (const byte of bytes) {
      if (byte === quote && format === 'csv') quoted = !quoted
      else if (byte === lineFeed && !quoted) ends += 1
    }
  }
  if (format === 'jsonl') return { take, rows: () => ends }
  if (format === 'csv') return { take, rows: () => Math.max(0, ends - 1) }
  return { take: () => {}, rows: () => null }
}
