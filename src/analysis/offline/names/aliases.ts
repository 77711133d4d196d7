import { createMatcher } from '../cues/matcher.ts'
import { type Sentence, textOf } from '../reading/sentence.ts'
import { nameRunFrom } from './capitalised.ts'
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

/** "The Door Scanner, also known as Doorman": a second name of the thing that is named before it. */
export const findAliases = (sentence: Sentence, names: readonly FoundName[]): FoundName[] =>
  sayings.find(sentence.tokens).flatMap((hit) => {
    const cueStart = sentence.tokens[hit.from]?.start ?? 0
    const known = names.filter((name) => name.end <= cueStart).at(-1)
    const after = sentence.tokens[hit.to]?.norm === 'the' ? hit.to + 1 : hit.to
    const run = nameRunFrom(sentence, after)
    if (!known || cueStart - known.end > 12 || run.to === run.from) return []
    const start = sentence.tokens[run.from]?.start ?? 0
    const surface = textOf(sentence, run.from, run.to)
    return [{ ...known, surface, start, end: start + surface.length, aliasOf: known.surface }]
  })
