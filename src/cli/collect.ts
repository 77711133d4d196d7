/** All items of a list. Each is given to `seen` as it comes: `out.emit` tells machines without waiting for the last one. */
export const collect = async <Item>(
  items: AsyncIterable<Item>,
  seen: (item: Item) => void = () => {},
): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of items) {
    all.push(item)
    seen(item)
  }
  return all
}
