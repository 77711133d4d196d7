import { AppError } from '../errors.ts'
import type { LimitName } from './tenant-limits.ts'

/** 429 that says which limit of the tenant was reached and what it is; `errors` has both for programs. */
export const overLimit = (name: LimitName, value: number, message: string, retryAfterMs: number): AppError =>
  new AppError('rate_limited', message, {
    retryAfterMs,
    details: [{ path: `limits.${name}`, message: `${name} is ${value}` }],
  })
