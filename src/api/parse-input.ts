import type { z } from 'zod'
import { AppError, type ErrorDetail } from '../domain/errors.ts'
import { refuseUnstorable } from './storable.ts'

const mostDetails = 20

/** Parses one part of a request; what is wrong is named field by field. `prefix` tells query fields from body fields. */
export const parseInput = (schema: z.ZodType, value: unknown, prefix: string): unknown => {
  refuseUnstorable(value, prefix)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidInput(parsed.error.issues, prefix)
}

/** What is wrong, field by field, as far as somebody would read. */
export const invalidInput = (issues: readonly z.core.$ZodIssue[], prefix: string): AppError => {
  const details = issues
    .slice(0, mostDetails)
    .flatMap((issue) => detailsOf(issue, prefix))
    .slice(0, mostDetails)
  const first = details[0]
  return new AppError('invalid_request', first ? `${first.path || 'The body'}: ${first.message}.` : 'Not valid.', {
    details,
  })
}

const detailsOf = (issue: z.core.$ZodIssue, prefix: string): ErrorDetail[] => {
  const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, message: 'unknown field' }))
}
