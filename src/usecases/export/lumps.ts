const lumpLength = 65_536

/** Small texts put together to larger ones, so that not every line is a write of its own. */
export async function* lumps(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let lump = ''
  for await (const text of texts) {
    lump += text
    if (lump.length < lumpLength) continue
    yield lump
    lump = ''
  }
  if (lump !== '') yield lump
}
