import type { NextFunction, Response } from 'express'
import { AppError } from '../../domain/errors.ts'
import { localsOf } from '../call-context.ts'

/** Ends a request that takes too long: its signal fires, the client gets a 504, a late answer is dropped. */
export const requestTimeout = (timeoutMs: number, response: Response, next: NextFunction): void => {
  const timer = setTimeout(() => {
    localsOf(response).abort.abort()
    if (!response.headersSent) next(new AppError('timeout', `There was no answer within ${timeoutMs} ms.`))
  }, timeoutMs)
  response.on('close', () => clearTimeout(timer))
}
