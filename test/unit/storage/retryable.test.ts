import { expect, it } from 'vitest'
import { isRetryable } from '../../../src/storage/retryable.ts'

it.each([
  { code: 'P1001' },
  { code: '57P01' },
  { code: '08006' },
  { code: 'ECONNREFUSED' },
  { cause: { cause: { code: '40P01' } } },
  { meta: { driverAdapterError: { cause: { originalCode: '40001' } } } },
  new Error('Client has encountered a connection error and is not queryable'),
  new Error('Connection terminated unexpectedly'),
  new Error('outer', { cause: new Error('the database system is starting up') }),
])('%o passes', (error) => {
  expect(isRetryable(error)).toBe(true)
})

it.each([
  { code: '23505' },
  { code: 'P2002' },
  new TypeError('a bug'),
  new Error('syntax error at or near "FORM"'),
  undefined,
  'text',
])('%o stays', (error) => {
  expect(isRetryable(error)).toBe(false)
})
