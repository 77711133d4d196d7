import type { Sentence } from '../reading/sentence.ts'
import { shorten } from '../summaries/prose.ts'
import type { Token } from '../text/token.ts'

const empty = new Set(
  "the a an of for and to in on at by with from is are be was were will 's it that this we i you he she they me him her them us our your his their my as or not so do does did have has had get got one some any all just up out off over down about there here then now today tomorrow tonight yes no okay ok well too also really very again myself yourself when before after this next week weekend month morning afternoon evening noon lunch end day days monday tuesday wednesday thursday friday saturday sunday please promise".split(
    ' ',
  ),
)
const pronouns = new Set(['it', 'that', 'this', 'them', 'him', 'her', 'those', 'these', 'one'])

/** How many words say something by themselves. */
export const tellingWords = (tokens: readonly Token[]): number =>
  tokens.filter((token) => !empty.has(token.norm)).length

/** True for words that mean little without what was said before: "do it today", "ring them". */
export const leansOnContext = (tokens: readonly Token[]): boolean =>
  tellingWords(tokens) < 5 && tokens.some((token) => pronouns.has(token.norm))

const longestContext = 140

/** What a short statement leans on: the sentence before it, from whoever said it, if it says enough. */
export const contextBefore = (sentences: readonly Sentence[], index: number): string | null => {
  for (let at = index - 1; at >= 0 && at >= index - 3; at--) {
    const sentence = sentences[at]
    if (sentence && sentence.kind !== 'heading' && tellingWords(sentence.tokens) >= 3)
      return shorten(sentence.text, longestContext)
  }
  return null
}
