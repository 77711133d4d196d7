import type { EntityType, TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { nameRunBefore, nameRunFrom } from './capitalised.ts'
import type { FoundName } from './found-name.ts'

export type NameFinder = (sentence: Sentence) => FoundName[]

type NounTag = { type: string; generic: boolean; announces: boolean }
type CompiledPattern = { type: string; pattern: RegExp; titleOnly: boolean; means: string | null }

const longestSurface = 120

/** Finds names by the patterns, identifiers and nouns of the tracking model. Unknown capitalised words are no names. */
export const createNameFinder = (model: TrackingModel): NameFinder => {
  const patterns = model.types.flatMap(patternsOf)
  const nouns = createMatcher<NounTag>(model.types.flatMap(nounCues))
  return (sentence) => withoutOverlaps([...byPattern(sentence, patterns), ...byNoun(sentence, nouns)])
}

const patternsOf = (type: EntityType): CompiledPattern[] => {
  const compile = (source: string, titleOnly: boolean, means: string | null = null): CompiledPattern => ({
    type: type.name,
    pattern: new RegExp(source, 'g'),
    titleOnly,
    means,
  })
  return [
    ...type.titlePatterns.map((source) => compile(source, true)),
    ...type.namePatterns.map((source) => compile(source, false)),
    ...type.identifiers.map((source) => compile(source, false)),
    ...type.shortIdentifiers.map(({ pattern, means }) => compile(pattern, false, means)),
  ]
}

const nounCues = (type: EntityType): [string, NounTag][] => [
  ...(type.namedByNoun ? type.nouns : []).map((noun, index): [string, NounTag] => [
    noun,
    { type: type.name, generic: false, announces: index === 0 },
  ]),
  ...type.genericNames.map((name): [string, NounTag] => [name, { type: type.name, generic: true, announces: false }]),
]

const byPattern = (sentence: Sentence, patterns: readonly CompiledPattern[]): FoundName[] =>
  patterns.flatMap(({ type, pattern, titleOnly, means }) => {
    if (titleOnly && sentence.kind !== 'heading') return []
    return [...sentence.text.matchAll(pattern)].flatMap((match) => {
      const surface = cleanSurface(match.groups?.name ?? match[0])
      const start = match[0].indexOf(surface)
      return surface.length === 0 || start < 0
        ? []
        : [
            {
              ...nameAt(sentence, type, surface, sentence.start + match.index + start),
              aliasOf: means?.replace('$', surface) ?? null,
            },
          ]
    })
  })

const cleanSurface = (surface: string): string =>
  surface
    .trim()
    .replace(/^[`"'“‘\s]+|[`"'”’\s,:;.–—-]+$/gu, '')
    .slice(0, longestSurface)

const nameAt = (sentence: Sentence, type: string, surface: string, start: number, generic = false): FoundName => ({
  type,
  surface,
  generic,
  segment: sentence.segment,
  start,
  end: start + surface.length,
  aliasOf: null,
})

const determiners = new Set(['the', 'our', 'your', 'their', 'my', 'this', 'that', 'his', 'her'])

/** "project Atlas" and "the Atlas project"; a capital at the start of a sentence alone proves nothing. */
const byNoun = (sentence: Sentence, nouns: ReturnType<typeof createMatcher<NounTag>>): FoundName[] =>
  nouns.find(sentence.tokens).flatMap(({ tag, from, to }) => {
    if (tag.generic)
      return [nameAt(sentence, tag.type, textOf(sentence, from, to), sentence.tokens[from]?.start ?? 0, true)]
    const determined = determiners.has(sentence.tokens[from - 1]?.norm ?? '')
    const after =
      tag.announces && !determined && sentence.tokens[to]?.gap === 0 ? nameRunFrom(sentence, to) : { from: to, to }
    const before = sentence.tokens[from]?.gap === 0 ? nameRunBefore(sentence, from) : { from, to: from }
    const trusted = determiners.has(sentence.tokens[before.from - 1]?.norm ?? '') || before.to - before.from > 1
    const run = after.to > after.from ? after : trusted ? before : { from, to: from }
    if (run.to === run.from) return []
    return [nameAt(sentence, tag.type, textOf(sentence, run.from, run.to), sentence.tokens[run.from]?.start ?? 0)]
  })

/** Where two finds overlap the earlier rule wins: patterns before nouns, types in the order of the model. */
const withoutOverlaps = (names: readonly FoundName[]): FoundName[] => {
  const kept: FoundName[] = []
  for (const name of names) if (!kept.some((other) => name.start < other.end && other.start < name.end)) kept.push(name)
  return kept.sort((a, b) => a.start - b.start)
}
