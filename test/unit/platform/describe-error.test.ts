import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/domain/errors.ts'
import { describeError, tellableMessage } from '../../../src/platform/describe-error.ts'

const thrown = (work: () => unknown): Error => {
  try {
    work()
  } catch (error) {
    return error as Error
  }
  throw new Error('nothing was thrown')
}
const named = (name: string, message: string, more: object = {}): Error => {
  const error = Object.assign(new Error(message), more)
  error.name = name
  return error
}

describe('what is told of an error', () => {
  it('is the message where it is our own', () => {
    const error = new AppError('analysis_failed', 'the task took longer than 5 ms')

    expect(describeError(error)).toMatchObject({
      ...{ type: 'AppError', kind: 'analysis_failed', message: 'the task took longer than 5 ms' },
    })
  })

  it.each([
    ['a parser', () => JSON.parse('zanzibarquux is what Ana said')],
    ['a parser that quotes', () => JSON.parse('{"a": zanzibarquux}')],
    [
      'a library that quotes',
      () => {
        throw new Error('cannot read "the zanzibarquux plan" of `zanzibarquux`')
      },
    ],
    [
      'a unique key',
      () => {
        throw named(
          'PrismaClientKnownRequestError',
          'Message: `Key (tenant, title)=(1, zanzibarquux (old)) already exists.`',
        )
      },
    ],
    [
      'a check of a row',
      () => {
        throw named('error', 'new row violates: Failing row contains (1, zanzibarquux, (x), 3).', { severity: 'ERROR' })
      },
    ],
    [
      'a value that does not parse',
      () => {
        throw named('error', 'invalid input syntax for type uuid: "zanzibarquux"', { severity: 'ERROR' })
      },
    ],
    [
      'properties',
      () => {
        throw Object.assign(new Error('failed'), { detail: 'zanzibarquux', input: { text: 'zanzibarquux' } })
      },
    ],
    [
      'a cause',
      () => {
        throw new AppError('internal', 'failed', { cause: new SyntaxError('Unexpected zanzibarquux') })
      },
    ],
    [
      'a stack',
      () => {
        throw named('error', 'two lines:\n"zanzibarquux"')
      },
    ],
    [
      'something that is no error',
      () => {
        throw 'zanzibarquux'
      },
    ],
  ])('does not hold what %s repeats', (_what, work) => {
    expect(JSON.stringify(describeError(thrown(work)))).not.toContain('zanzibarquux')
  })

  it('keeps what helps: where it was thrown, the names of constraints, the addresses of servers', () => {
    const unique = named('PrismaClientKnownRequestError', 'violates unique constraint "meeting_identity"', {
      code: 'P2010',
    })
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })

    expect(tellableMessage(unique)).toContain('"meeting_identity"')
    expect(describeError(unique)).toMatchObject({ kind: 'P2010' })
    expect(describeError(refused)).toMatchObject({
      kind: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED 127.0.0.1:5432',
    })
    expect(describeError(new Error('x')).stack).toMatch(/^ {4}at .*describe-error\.test\.ts/)
  })

  it('ends, even where causes go in circles', () => {
    const error = new Error('round')
    error.cause = error

    expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000)
  })
})
