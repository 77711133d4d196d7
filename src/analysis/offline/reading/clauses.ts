import type { Token } from '../text/token.ts'

const turning = new Set(['but', 'however', 'although', 'though', 'because', 'so', 'whereas', 'except', 'then'])
const joining = new Set(['and', 'or', 'while', 'which', 'who'])

/** Where clauses begin: after strong punctuation, at "but" and its like, at "and" after a comma or before a subject. */
export const clauseStarts = (tokens: readonly Token[]): number[] => {
  const starts = [0]
  tokens.forEach((token, index) => {
    if (index === 0) return
    const opens =
      token.gap === 2 ||
      (turning.has(token.norm) && index > 1) ||
      (token.norm === 'and' && actors.has(tokens[index + 1]?.norm ?? '')) ||
      (token.gap === 1 && (joining.has(token.norm) || startsClause(tokens, index)))
    if (opens) starts.push(index)
  })
  return starts
}

/** "We met on Monday and they are fine": nobody else than these surely begins anew after a bare "and". */
const actors = new Set(['i', 'we', 'he', 'she', 'it', 'they'])

const subjects = new Set([
  'i',
  'we',
  'you',
  'he',
  'she',
  'it',
  'they',
  'that',
  'this',
  'there',
  'if',
  'unless',
  'once',
  'when',
  'until',
  'till',
  'not',
])

/** A comma and a subject or a subordinator open a clause; a comma in a list does not. */
const startsClause = (tokens: readonly Token[], index: number): boolean => subjects.has(tokens[index]?.norm ?? '')
