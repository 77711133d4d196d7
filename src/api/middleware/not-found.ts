import type { RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'

/** Behind everything that is mounted. */
export const notFound = (): RequestHandler => () => {
  throw new AppError('not_found', 'There is nothing at this address; /docs lists what there is.')
}
