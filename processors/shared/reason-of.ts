import { AppError } from '../../src/domain/errors.ts'

/** Why something was done without: errors of the product have a code, those of models a kind. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof AppError) return error.code
  const kind = error instanceof Error && 'kind' in error ? error.kind : undefined
  return typeof kind === 'string' ? kind : 'internal'
}
