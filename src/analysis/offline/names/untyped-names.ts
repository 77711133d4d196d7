import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { Hit } from '../cues/matcher.ts'
import type { CompiledCues, CueTag } from '../observations/cue-table.ts'
import { clauseAt, type Sentence, textOf } from '../reading/sentence.ts'
import { isNameWord, nameRunBefore, nameRunFrom } from './capitalised.ts'
import type { FoundName } from './found-name.ts'
import type { People } from './person.ts'

const auxiliaries = new Set([
  'is',
  "'s",
  'are',
  'has',
  'have',
  'was',
  'now',
  'still',
  'just',
  'already',
  'back',
  'also',
  'again',
  'been',
  'will',
  'be',
])
/** How many words after a cue its object may begin. */
const reach = 6
const links = new Set(['of', 'for', 'the', 'on', 'to', 'from', 'our', 'with'])

/**
 * Proper names that no pattern knows but that stand where a cue expects its thing: right before it ("Seat Map is done")
 * or right after it ("the owner of the Door Scanner"). One capital at the start of a sentence is not enough.
 */
export const createUntypedNameFinder = (
  model: TrackingModel,
  cues: CompiledCues,
  people: People,
  seenInside: ReadonlySet<string>,
) => {
  const assumed = model.types.find((type) => type.assumed)
  const typeFor = (dimension: string): string | undefined => {
    const owners = model.types.filter((type) => type.dimensions.includes(dimension))
    return (assumed && owners.includes(assumed) ? assumed : owners.length === 1 ? owners[0] : undefined)?.name
  }
  return (sentence: Sentence): FoundName[] => {
    if (!assumed || sentence.kind === 'heading') return []
    return cues.stating.find(sentence.tokens).flatMap((hit) => {
      const type = typeFor(hit.tag.dimension.name)
      const run = type === undefined ? undefined : runAround(sentence, hit)
      if (!run || type === undefined || !isTrusted(sentence, run, people, seenInside)) return []
      const start = sentence.tokens[run.from]?.start ?? 0
      const surface = textOf(sentence, run.from, run.to)
      return [
        { type, surface, generic: false, segment: sentence.segment, start, end: start + surface.length, aliasOf: null },
      ]
    })
  }
}

type Run = { from: number; to: number }

const runAround = (sentence: Sentence, hit: Hit<CueTag>): Run | undefined => {
  let before = hit.from
  while (before > 0 && auxiliaries.has(sentence.tokens[before - 1]?.norm ?? '') && hit.from - before < 3) before--
  const subject = nameRunBefore(sentence, before)
  if (subject.to > subject.from && (sentence.tokens[before]?.gap ?? 0) === 0) return subject
  const { value, name } = hit.slots
  const end = value ? value.from : Math.min(clauseAt(sentence, hit.from).to, hit.to + reach)
  for (let at = name?.from ?? hit.from; at < end; at++) {
    if (at > hit.from && !links.has(sentence.tokens[at - 1]?.norm ?? '') && at !== hit.to) continue
    const run = at > hit.from || name ? nameRunFrom(sentence, at) : { from: at, to: at }
    if (run.to > run.from && run.to <= end) return run
  }
  return undefined
}

const isTrusted = (sentence: Sentence, run: Run, people: People, seenInside: ReadonlySet<string>): boolean => {
  const surface = textOf(sentence, run.from, run.to)
  if (people.resolve(surface) || (run.to - run.from === 1 && people.resolve(sentence.tokens[run.from]?.norm ?? '')))
    return false
  if (run.to - run.from > 1) return true
  return run.from > 0 || seenInside.has(sentence.tokens[run.from]?.norm ?? '')
}

/** Words that stand with a capital inside a sentence somewhere: for them a capital at the start means something too. */
export const wordsWithCapitalInside = (sentences: readonly Sentence[]): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const sentence of sentences)
    for (let at = 1; at < sentence.tokens.length; at++)
      if (sentence.tokens[at]?.gap !== 2 && isNameWord(sentence, at)) words.add(sentence.tokens[at]?.norm ?? '')
  return words
}
