import type { z } from 'zod'

/**
 * A copy of an answer with what is obvious put right where it did not fit: a choice in other letters or spaces, a
 * number written as text, a field that may be null left out. Whatever else is wrong stays as it is.
 */
export const mendShape = (value: unknown, issues: readonly z.core.$ZodIssue[]): unknown => {
  const copy: unknown = structuredClone(value)
  for (const issue of issues) mendOne(copy, issue)
  return copy
}

const mendOne = (root: unknown, issue: z.core.$ZodIssue): void => {
  const key = issue.path.at(-1)
  const holder = issue.path
    .slice(0, -1)
    .reduce<unknown>((at, step) => (isHolder(at) ? at[step as string] : undefined), root)
  if (key === undefined || !isHolder(holder)) return
  const found = holder[key as string]
  if (found === undefined) {
    // The schema is asked again: where null is not allowed either, this does not help, and its problem is the first one.
    holder[key as string] = null
    return
  }
  if (typeof found !== 'string') return
  if (issue.code === 'invalid_value') {
    const meant = issue.values.find((choice) => typeof choice === 'string' && sameWord(choice, found))
    if (meant !== undefined) holder[key as string] = meant
  } else if (issue.code === 'invalid_type' && /^-?\d{1,15}(\.\d{1,15})?$/.test(found.trim())) {
    if (issue.expected === 'number' || (issue.expected === 'int' && !found.includes('.')))
      holder[key as string] = Number(found)
  }
}

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const sameWord = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
