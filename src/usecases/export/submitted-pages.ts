import { pageSubmittedSizes, readSubmitted, type SubmittedSize } from '../../storage/export/submitted.ts'
import { pagesOf, type Reading } from './pages.ts'

const bytesAtOnce = 2_000_000

/** The texts of meetings as they were submitted, so many at once as are not too long together. */
export async function* submittedPages(reading: Reading): AsyncGenerator<object[]> {
  const { tenantId, read } = reading
  for await (const sizes of pagesOf(pageSubmittedSizes, reading))
    for (const some of portions(sizes)) yield await read((tx) => readSubmitted(tx, tenantId, some))
}

const portions = (sizes: readonly SubmittedSize[]): SubmittedSize[][] => {
  const all: SubmittedSize[][] = []
  let left = 0
  for (const size of sizes) {
    const last = all.at(-1)
    if (last !== undefined && size.bytes <= left) last.push(size)
    else {
      all.push([size])
      left = bytesAtOnce
    }
    left -= size.bytes
  }
  return all
}
