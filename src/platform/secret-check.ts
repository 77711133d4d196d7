import { statSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** `refusals` keep a server in production from starting; `warnings` are told and live with. None holds a secret. */
export type SecretFindings = { refusals: string[]; warnings: string[] }

const guessable =
  /^(|postgres|password|passw0rd|secret|admin|root|changeme|change-me|throughline|test|dev|123456.*|.{1,5})$/i
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * What is wrong with the secrets of an environment. Weak passwords are refused where they matter: with
 * `NODE_ENV=production` and a HOST that others can reach. `modeOf` gives the permissions of a file, or null.
 */
export const checkSecrets = (env: Environment, modeOf: (file: string) => number | null = readMode): SecretFindings => {
  const weak = ['DATABASE_URL', 'REDIS_URL'].flatMap((name) => weaknessOf(name, env[name]))
  const exposed = env.NODE_ENV === 'production' && !loopback.has(env.HOST ?? '127.0.0.1')
  const readable = Object.entries(env).flatMap(([name, file]) => {
    if (!name.endsWith('_FILE') || !file || !isSecret(name)) return []
    const mode = modeOf(file)
    return mode !== null && (mode & 0o004) !== 0
      ? [`${name}: everybody on this machine can read that file; chmod 600 it`]
      : []
  })
  const unsealed =
    env.SECRETS_KEY || env.SECRETS_KEY_FILE
      ? []
      : ['SECRETS_KEY is not set: the secrets of webhooks are kept in the clear']
  return { refusals: exposed ? weak : [], warnings: [...(exposed ? [] : weak), ...readable, ...unsealed] }
}

/** A password that is missing or can be guessed, unless the server is on this machine. */
const weaknessOf = (name: string, text: string | undefined): string[] => {
  if (text === undefined || text === '' || !URL.canParse(text)) return []
  const { hostname, password, username } = new URL(text)
  if (loopback.has(hostname.replace(/^\[|\]$/g, '')) || hostname === '') return []
  if (name === 'REDIS_URL' && password === '') return [`${name} has no password`]
  return guessable.test(decodeURIComponent(password)) || password === username
    ? [`${name} has a password that can be guessed; choose a long random one`]
    : []
}

const isSecret = (name: string): boolean => /(_URL|_KEY|LLM_PROVIDERS)_FILE$/.test(name)

const readMode = (file: string): number | null => {
  try {
    return statSync(file).mode
  } catch {
    return null
  }
}
