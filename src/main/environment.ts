import { readFileSync } from 'node:fs'
import { ConfigError } from '../platform/config.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process with every `NAME_FILE` read into `NAME`, as containers hand out secrets. */
export const readEnvironment = (env: Environment = process.env): Environment => {
  const filled: Record<string, string | undefined> = { ...env }
  for (const [name, file] of Object.entries(env)) {
    const target = name.replace(/_FILE$/, '')
    if (target === name || !file || filled[target] !== undefined || !isSecret(target)) continue
    try {
      filled[target] = readFileSync(file, 'utf8').trim()
    } catch (error) {
      throw new ConfigError(`${name}=${JSON.stringify(file)}: the file cannot be read (${(error as Error).message})`)
    }
  }
  return filled
}

const secretNames = new Set(['DATABASE_URL', 'REDIS_URL', 'THROUGHLINE_KEY', 'SECRETS_KEY'])

/** Providers of models bring key variables of their own. */
const isSecret = (name: string): boolean => secretNames.has(name) || name.endsWith('_API_KEY')
