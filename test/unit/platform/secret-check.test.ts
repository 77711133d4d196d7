import { describe, expect, it } from 'vitest'
import { checkSecrets } from '../../../src/platform/secret-check.ts'

const production = { NODE_ENV: 'production', HOST: '0.0.0.0', SECRETS_KEY: 'x' }
const check = (env: Record<string, string>, mode: number | null = 0o100600) => checkSecrets(env, () => mode)

describe('secrets at the start of a server', () => {
  it.each([
    ['the name of the product', { DATABASE_URL: 'postgres://app:throughline@db:5432/x' }],
    ['the name of its user', { DATABASE_URL: 'postgres://greenhouse:greenhouse@db/x' }],
    ['no password', { DATABASE_URL: 'postgres://app@db/x' }],
    ['a short password', { DATABASE_URL: 'postgres://app:abc12@db/x' }],
    ['a Redis without one', { REDIS_URL: 'redis://cache:6379' }],
  ])('keep it from starting in production, open to others, with %s', (_name, env) => {
    expect(check({ ...production, ...env } as Record<string, string>).refusals).toHaveLength(1)
    expect(check({ ...production, HOST: '127.0.0.1', ...env } as Record<string, string>).refusals).toEqual([])
    expect(check({ ...env } as Record<string, string>).refusals).toEqual([])
  })

  it('let it start with good ones, and with a database on its own machine', () => {
    const good = { DATABASE_URL: 'postgres://app:rGk2-vUq81LmzB0w@db/x', REDIS_URL: 'rediss://:rGk2-vUq81LmzB0w@cache' }

    expect(check({ ...production, ...good })).toEqual({ refusals: [], warnings: [] })
    expect(check({ ...production, DATABASE_URL: 'postgres://postgres@127.0.0.1/x' }).refusals).toEqual([])
  })

  it('are warned of where everybody can read their file, or nothing seals those of webhooks', () => {
    const env = { OPENAI_API_KEY_FILE: '/run/secrets/openai' }

    expect(check({ ...env, SECRETS_KEY: 'x' }, 0o100644).warnings).toEqual([
      'OPENAI_API_KEY_FILE: everybody on this machine can read that file; chmod 600 it',
    ])
    expect(check({ ...env, SECRETS_KEY: 'x' }, 0o100640).warnings).toEqual([])
    expect(check({}).warnings).toEqual(['SECRETS_KEY is not set: the secrets of webhooks are kept in the clear'])
  })

  it('are never told in what is said of them', () => {
    const { refusals } = check({ ...production, DATABASE_URL: 'postgres://app:changeme@db/x' })

    expect(refusals.join()).not.toContain('changeme')
  })
})
