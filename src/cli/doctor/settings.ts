import { settingsSchema } from '../../platform/settings.ts'
import type { Connection } from '../connection.ts'

export type Setting = { name: string; value: string | null; origin: string; problem?: string }

const secret = /(KEY|SECRET|TOKEN|PASSWORD)$/

/** Every setting with the value in force and where it comes from; secrets are shown by their first letters only. */
export const effectiveSettings = (
  env: Readonly<Record<string, string | undefined>>,
  connection: Connection,
): Setting[] => {
  const fromEnvironment = Object.entries(settingsSchema.shape).map(([name, schema]): Setting => {
    const given = env[name]
    const set = given !== undefined && given !== ''
    const parsed = schema.safeParse(set ? given : undefined)
    if (!parsed.success)
      return { name, value: show(name, given), origin: 'environment', problem: parsed.error.issues[0]?.message }
    const value = parsed.data === undefined ? null : String(parsed.data)
    return { name, value: show(name, value), origin: set ? 'environment' : value === null ? 'unset' : 'default' }
  })
  return [
    ...fromEnvironment,
    { name: 'THROUGHLINE_URL', value: connection.url.value ?? null, origin: connection.url.origin },
    { name: 'THROUGHLINE_KEY', value: show('KEY', connection.key.value), origin: connection.key.origin },
  ]
}

const show = (name: string, value: string | null | undefined): string | null => {
  if (value === null || value === undefined) return null
  if (secret.test(name)) return `${value.slice(0, 6)}…`
  return value.replace(/(:\/\/[^:/@]*:)[^@]+@/, '$1…@')
}
