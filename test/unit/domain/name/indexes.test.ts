import { describe, expect, it } from 'vitest'
import { createClaimIndex } from '../../../../src/domain/name/claim-index.ts'
import { createMultiMap } from '../../../../src/domain/name/multi-map.ts'
import { createNameTrie } from '../../../../src/domain/name/name-trie.ts'
import { createShortlist } from '../../../../src/domain/name/shortlist.ts'
import { trigramsOf } from '../../../../src/domain/name/trigrams.ts'
import { wordsOf } from '../../../../src/domain/name/words.ts'

describe('a shortlist', () => {
  const near = (list: ReturnType<typeof createShortlist>, key: string) => list.near(trigramsOf(key)).sort()
  const add = (list: ReturnType<typeof createShortlist>, ...keys: string[]) => {
    for (const key of keys) list.add(key, trigramsOf(key))
  }

  it('has who shares half of the trigrams', () => {
    const list = createShortlist()
    list.add('half', ['a', 'b', 'c', 'd'])
    list.add('less', ['a', 'x', 'y', 'z'])

    expect(list.near(['a', 'b', 'e', 'f'])).toEqual(['half'])
    expect(list.near([])).toEqual([])
  })

  it('forgets what is removed, and nothing else', () => {
    const list = createShortlist()
    add(list, 'linen warp', 'linen wrap', 'linen weft')
    list.remove('linen wrap', trigramsOf('linen wrap'))
    list.remove('another', trigramsOf('linen warp'))

    expect(near(list, 'linen warp')).toEqual(['linen warp', 'linen weft'])
    add(list, 'brass reed', 'linen wrap')
    expect(near(list, 'brass reed')).toEqual(['brass reed'])
    expect(near(list, 'linen warp')).toEqual(['linen warp', 'linen weft', 'linen wrap'])
    for (const key of ['linen warp', 'linen weft', 'linen wrap']) list.remove(key, trigramsOf(key))
    expect(near(list, 'linen warp')).toEqual([])
  })

  it('compares the beginnings of words, each trigram once', () => {
    expect(trigramsOf('ox ox')).toEqual(['  o', ' ox', 'ox '])
    expect(trigramsOf('a')).toEqual(['  a', ' a '])
  })
})

describe('what a book keeps its names in', () => {
  it('forgets what nothing is left of', () => {
    const map = createMultiMap<number>()
    map.remove('loom', 1)
    map.add('loom', 1)
    map.add('loom', 2)
    map.remove('loom', 1)
    map.remove('warp', 2)

    expect([[...map.get('loom')], [...map.get('warp')]]).toEqual([[2], []])
  })

  it('finds whole names in words, the longest first', () => {
    const trie = createNameTrie<string>()
    trie.add(['harness'], 'harness')
    trie.add(['harness', 'loom', 'rack'], 'rack')
    trie.add(['harnessloom'], 'loom')
    trie.remove(['linen'], 'harness')
    const found = (text: string, at = 0) => trie.matchesAt(wordsOf(text), at).map(({ to, items }) => [to, ...items])

    expect(found('harness loom racks')).toEqual([
      [3, 'rack'],
      [1, 'harness'],
    ])
    expect(found('harness loom')).toEqual([[1, 'harness']])
    expect(found('HarnessLoom rack')).toEqual([
      [3, 'rack'],
      [2, 'loom'],
    ])
    expect([found('the harness'), found('the harness', 1), found('harness', 1)]).toEqual([[], [[2, 'harness']], []])
  })

  it('knows forms by their beginnings, of a title form by two words', () => {
    const index = createClaimIndex()
    const claims = [
      { key: 'warp beam stand', strength: 'strong' },
      { key: '~beam stand warp', strength: 'title' },
      { key: '~brake treadle', strength: 'title' },
      { key: 'ostrava', strength: 'proper' },
      { key: 'rack', strength: 'weak' },
    ] as const
    const begins = (...words: string[]) => words.filter((one) => index.begins(one))
    index.add(claims, 'a')
    index.add(claims.slice(0, 1), 'b')
    index.remove(claims, 'c')

    expect(begins('warp', 'warp beam', 'warp beam stand', 'ostrava', 'rack')).toEqual(['warp', 'ostrava'])
    expect(begins('~beam', '~beam stand', '~beam stand warp', '~brake treadle')).toEqual([
      '~beam stand',
      '~brake treadle',
    ])
    index.remove(claims, 'a')
    expect(begins('warp', 'ostrava', '~beam stand')).toEqual(['warp'])
    index.remove(claims, 'b')
    expect([begins('warp'), index.of('warp beam stand')]).toEqual([[], []])
  })
})
