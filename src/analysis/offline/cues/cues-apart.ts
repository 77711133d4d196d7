import type { Sentence } from '../reading/sentence.ts'
import type { Token } from '../text/token.ts'
import type { createMatcher, Hit } from './matcher.ts'

/** How a cue was heard whose words do not stand together; "isn't ready" is denied, "is Clover ready?" asked. */
export type HitApart<T> = Hit<T> & { heard: 'denied' | 'asked' }

const auxiliaries = new Set("am is are was were 's has have had".split(' '))
const denials = new Set('not never nowhere hardly longer'.split(' '))
const besideDenials = new Set('no yet quite even near still really exactly actually currently now'.split(' '))
const longestDenial = 3
const longestSubject = 5

/**
 * Cues that begin with an auxiliary, where a denial ("is not yet ready to go", "is no longer reserved") or, in a question,
 * the subject ("is the grey one ready to go?") stands behind it: nothing is stated, but something was heard.
 */
export const findCuesApart = <T>(
  sentence: Sentence,
  matcher: Pick<ReturnType<typeof createMatcher<T>>, 'findApart'>,
): HitApart<T>[] =>
  sentence.tokens.flatMap(({ norm }, at): HitApart<T>[] => {
    if (!auxiliaries.has(norm)) return []
    const denied = denialAt(sentence.tokens, at + 1)
    if (denied > 0) {
      const hits = matcher.findApart(sentence.tokens, at, denied)
      if (hits.length > 0) return hits.map((hit) => ({ ...hit, heard: sentence.question ? 'asked' : 'denied' }))
    }
    if (!sentence.question || !opens(sentence, at)) return []
    return subjectLengths(sentence.tokens, at).flatMap((length) =>
      matcher.findApart(sentence.tokens, at, length).map((hit) => ({ ...hit, heard: 'asked' as const })),
    )
  })

/** How many words deny from a token on; 0 when they do not. */
const denialAt = (tokens: readonly Token[], at: number): number => {
  let to = at
  let denied = false
  while (to - at < longestDenial && tokens[to]?.gap === 0) {
    const norm = tokens[to]?.norm ?? ''
    if (denials.has(norm)) denied = true
    else if (!besideDenials.has(norm)) break
    to++
  }
  return denied ? to - at : 0
}

const beforeQuestions = new Set('so and but or okay ok well then now what when why how where who'.split(' '))

/** Where an auxiliary begins a question, its subject follows. */
const opens = ({ tokens }: Sentence, at: number): boolean =>
  at === 0 || (tokens[at]?.gap ?? 0) > 0 || beforeQuestions.has(tokens[at - 1]?.norm ?? '')

const subjectLengths = (tokens: readonly Token[], at: number): number[] => {
  const lengths: number[] = []
  for (let length = 1; length <= longestSubject && (tokens[at + length]?.gap ?? 2) < 2; length++) lengths.push(length)
  return lengths
}
