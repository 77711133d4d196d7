import { createMatcher } from '../cues/matcher.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { nameRunBefore, nameRunFrom } from './capitalised.ts'
import type { FoundName } from './found-name.ts'

const sayings = createMatcher<true>(
  [
    'also known as',
    'aka',
    'a k a',
    'also called',
    'formerly known as',
    'formerly',
    'now called',
    'is now called',
    'renamed to',
    'has been renamed to',
    'we call it',
    'short for',
    'code name|codename',
    'codenamed',
    'nicknamed',
    'also|otherwise referred to as',
  ].map((cue): [string, true] => [cue, true]),
)

/**
 * "The Door Scanner, also known as Doorman": a second name of the thing that is named right before. Two proper names in
 * these words are names even where nothing else tells; then they are of the assumed type.
 */
export const findAliases = (
  sentence: Sentence,
  names: readonly FoundName[],
  assumedType: string | undefined,
): FoundName[] =>
  sayings.find(sentence.tokens).flatMap((hit) => {
    const first =
      namedBefore(sentence, hit.from, names) ??
      (assumedType ? properBefore(sentence, hit.from, assumedType) : undefined)
    const run = nameRunFrom(sentence, sentence.tokens[hit.to]?.norm === 'the' ? hit.to + 1 : hit.to)
    if (!first || run.to === run.from) return []
    const start = sentence.tokens[run.from]?.start ?? 0
    const surface = textOf(sentence, run.from, run.to)
    return [first, { ...first, surface, start, end: start + surface.length, aliasOf: first.surface }]
  })

const closest = 12

const namedBefore = (sentence: Sentence, cue: number, names: readonly FoundName[]): FoundName | undefined => {
  const start = sentence.tokens[cue]?.start ?? 0
  return names.find((name) => name.end <= start && start - name.end <= closest)
}

const properBefore = (sentence: Sentence, cue: number, type: string): FoundName | undefined => {
  const run = nameRunBefore(sentence, cue)
  const start = sentence.tokens[run.from]?.start ?? 0
  const surface = textOf(sentence, run.from, run.to)
  return surface === ''
    ? undefined
    : { type, surface, generic: false, segment: sentence.segment, start, end: start + surface.length, aliasOf: null }
}
