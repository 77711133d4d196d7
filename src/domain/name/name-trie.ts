import type { Word } from './words.ts'

type Node<Item> = { next: Map<string, Node<Item>>; items: Set<Item> }

/** Words of a text that spell one or more of the things in the trie. */
export type TrieMatch<Item> = { from: number; to: number; items: ReadonlySet<Item> }

/**
 * A word-level trie. Looking for all names in a text costs what the text costs, however many names there are, and
 * one name more or less costs its own words.
 */
export type NameTrie<Item> = {
  add: (words: readonly string[], item: Item) => void
  remove: (words: readonly string[], item: Item) => void
  /** Longest match first among those that begin at the word `at`. */
  matchesAt: (words: readonly Word[], at: number) => TrieMatch<Item>[]
}

export const createNameTrie = <Item>(): NameTrie<Item> => {
  const root: Node<Item> = { next: new Map(), items: new Set() }

  const add = (words: readonly string[], item: Item): void => {
    let node = root
    for (const word of words) {
      let child = node.next.get(word)
      if (!child) {
        child = { next: new Map(), items: new Set() }
        node.next.set(word, child)
      }
      node = child
    }
    node.items.add(item)
  }

  const remove = (words: readonly string[], item: Item): void => {
    const path: { node: Node<Item>; word: string }[] = []
    let node = root
    for (const word of words) {
      const child = node.next.get(word)
      if (!child) return
      path.push({ node, word })
      node = child
    }
    node.items.delete(item)
    for (const step of path.reverse()) {
      const child = step.node.next.get(step.word)
      if (!child || child.items.size > 0 || child.next.size > 0) return
      step.node.next.delete(step.word)
    }
  }

  const matchesAt = (words: readonly Word[], at: number): TrieMatch<Item>[] => {
    const found: TrieMatch<Item>[] = []
    const walk = (node: Node<Item>, next: number): void => {
      if (next > at && node.items.size > 0 && words[next - 1]?.tail)
        found.push({ from: at, to: next, items: node.items })
      const word = words[next]
      if (!word) return
      const single = node.next.get(word.text)
      if (single) walk(single, next + 1)
      const whole = word.joined ? node.next.get(word.joined.text) : undefined
      if (whole && word.joined) walk(whole, next + word.joined.words)
    }
    if (words[at]?.head) walk(root, at)
    return found.sort((a, b) => b.to - a.to)
  }

  return { add, remove, matchesAt }
}
