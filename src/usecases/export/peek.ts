/** The same texts once the first of them is there: what is wrong at the beginning is thrown here, and not on the way. */
export const peek = async (source: AsyncGenerator<string>): Promise<AsyncIterableIterator<string>> => {
  let first: IteratorResult<string> | undefined = await source.next()
  const texts: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => texts,
    next: async () => {
      const given = first ?? (await source.next())
      first = undefined
      return given
    },
    return: () => source.return(undefined),
  }
  return texts
}
