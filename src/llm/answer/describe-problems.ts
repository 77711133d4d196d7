import type { z } from 'zod'

const most = 8

/**
 * What is wrong with an answer, for the model that gave it: a path and what was expected there. What was answered is
 * not repeated, not even the names of fields that it made up.
 */
export const describeProblems = (issues: readonly z.core.$ZodIssue[]): string[] => {
  const lines = [...new Set(issues.map((issue) => `${pathOf(issue.path)}: ${expected(issue)}`))]
  return lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more of this kind`]
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '') || 'the answer'

const expected = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.slice(0, 20).map(short).join(', ')}`
    case 'unrecognized_keys':
      return 'has fields that were not asked for'
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'invalid_union':
      return 'fits none of the shapes that are allowed here'
    case 'custom':
      return issue.message.slice(0, 160)
    default:
      return 'is not of the form that was asked for'
  }
}

const article = (type: string): string => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`)
const short = (value: unknown): string => JSON.stringify(value)?.slice(0, 40) ?? String(value)

const unitOf = (origin: string): string =>
  origin === 'string' ? ' characters long' : origin === 'array' ? ' items long' : ''
