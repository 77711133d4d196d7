import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { CliDeps } from './deps.ts'
import { usageError } from './errors.ts'

export type Origin = 'flag' | 'environment' | 'client.json' | 'default' | 'unset'
export type Sourced = { value: string | undefined; origin: Origin }
export type Connection = { home: string; file: string; url: Sourced; key: Sourced }

const clientFileSchema = z.looseObject({ url: z.string().optional(), key: z.string().optional() })

/** Where the server is and with which key: flags, then the environment, then what `throughline start` left behind. */
export const findConnection = (
  deps: Pick<CliDeps, 'env' | 'cwd'>,
  flags: { url?: string; key?: string },
): Connection => {
  const home = resolve(deps.cwd, deps.env.THROUGHLINE_HOME || '.throughline')
  const file = join(home, 'client.json')
  const left = readClientFile(file)
  const choose = (flag: string | undefined, variable: string | undefined, stored: string | undefined): Sourced => {
    if (flag) return { value: flag, origin: 'flag' }
    if (variable) return { value: variable, origin: 'environment' }
    return stored ? { value: stored, origin: 'client.json' } : { value: undefined, origin: 'unset' }
  }
  return {
    home,
    file,
    url: choose(flags.url, deps.env.THROUGHLINE_URL, left.url),
    key: choose(flags.key, deps.env.THROUGHLINE_KEY, left.key),
  }
}

/** A connection that can be used, or the way to get one. */
export const requireConnection = (connection: Connection): { url: string; key: string | undefined } => {
  const { url, key, file } = connection
  if (!url.value)
    throw usageError(
      `No server is known: ${file} does not exist. Start one with \`npm start\`, or name one with --url or THROUGHLINE_URL.`,
    )
  if (!URL.canParse(url.value) || !/^https?:/.test(url.value))
    throw usageError(
      `"${url.value}" (${url.origin}) is not an http address. It should look like http://127.0.0.1:3000.`,
    )
  return { url: url.value.replace(/\/+$/, ''), key: key.value }
}

const readClientFile = (file: string): z.infer<typeof clientFileSchema> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return {}
  }
  try {
    return clientFileSchema.parse(JSON.parse(text))
  } catch {
    throw usageError(
      `${file} cannot be read: it should hold {"url": …, "key": …}. Restart the server to write it again.`,
    )
  }
}
