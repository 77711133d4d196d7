import type { RequestHandler } from 'express'
import { AppError } from '../../domain/errors.ts'
import { localsOf } from '../call-context.ts'
import type { Caller } from '../route.ts'
import type { GuessGuard } from './rate-limit.ts'

export type Authenticate = (secret: string) => Promise<Caller | null>

/** One text for a missing, unknown, revoked and expired key: the reply must not tell which keys exist. */
export const noValidKey = (): AppError =>
  new AppError('unauthorized', 'Send a valid API key as "Authorization: Bearer tl_…".')

/** The tenant comes from the key alone. */
export const authenticate =
  (find: Authenticate, guesses: GuessGuard): RequestHandler =>
  async (request, response, next) => {
    await guesses.check(request)
    const secret = /^bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1]
    const caller = secret === undefined ? null : await find(secret)
    if (caller === null) {
      if (secret !== undefined) await guesses.failed(request)
      throw noValidKey()
    }
    localsOf(response).caller = caller
    next()
  }
