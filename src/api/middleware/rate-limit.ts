import { isIPv6 } from 'node:net'
import type { Request, RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { overLimit } from '../../domain/access/over-limit.ts'
import { AppError } from '../../domain/errors.ts'
import { localsOf } from '../call-context.ts'

const minute = 60

/** Requests of one caller in a minute, in this process; the answer says how many are left. */
export const rateLimit = (perMinute: number): RequestHandler => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: minute })
  return async (_request, response, next) => {
    const { caller } = localsOf(response)
    const state = await take(limiter, `${caller?.tenantId} ${caller?.actor}`)
    // The tenant's own number is looked at anew with each request, so that a change counts at once.
    const limit = caller?.limits?.requestsPerMinute ?? perMinute
    response.setHeader('RateLimit-Limit', limit)
    response.setHeader('RateLimit-Remaining', Math.max(0, limit - state.consumedPoints))
    response.setHeader('RateLimit-Reset', Math.ceil(state.msBeforeNext / 1000))
    if (state.consumedPoints > limit)
      throw overLimit(
        'requestsPerMinute',
        limit,
        `At most ${limit} requests a minute are answered for one key.`,
        state.msBeforeNext,
      )
    next()
  }
}

/**
 * Slows down who guesses keys: after so many failures from an address within a minute, nobody there is asked for a
 * key any more until the minute is over. Right keys are never counted.
 */
export const createGuessGuard = (perMinute: number) => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: minute })
  return {
    check: async (request: Request): Promise<void> => {
      const state = await limiter.get(addressOf(request))
      if (state && state.consumedPoints >= perMinute)
        throw refusal('Too many requests without a valid key came from this address.', state.msBeforeNext)
    },
    failed: async (request: Request): Promise<void> => void (await take(limiter, addressOf(request))),
  }
}

export type GuessGuard = ReturnType<typeof createGuessGuard>

/** The library rejects with the state itself when nothing is left. */
const take = (limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> =>
  limiter.consume(key).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  })

/** A household has one IPv4 address, and a whole /64 of IPv6. */
const addressOf = ({ ip = '' }: Request): string => (isIPv6(ip) ? ip.split(':').slice(0, 4).join(':') : ip)

const refusal = (message: string, retryAfterMs: number): AppError =>
  new AppError('rate_limited', message, { retryAfterMs })
