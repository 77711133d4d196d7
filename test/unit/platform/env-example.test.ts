import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { settingsSchema } from '../../../src/platform/settings.ts'

const example = readFileSync('.env.example', 'utf8')

/** Settings as the file lists them: the line above tells what it is for, the value is the default. */
const listed = [...example.matchAll(/^# (.+)\n# ?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, description, name, value]) => ({
  name,
  description,
  value,
}))

const declared = Object.entries(settingsSchema.shape).map(([name, setting]) => {
  const fallback: unknown = setting.safeParse(undefined).data
  return { name, description: setting.description, value: fallback === undefined ? '' : String(fallback) }
})

describe('.env.example', () => {
  it('lists every setting with its description and default, in the order of the schema', () => {
    expect(listed).toEqual(declared)
  })

  it('sets nothing by itself but what docker-compose.yml needs', () => {
    const set = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1])

    expect(set).toEqual(['POSTGRES_PASSWORD'])
  })
})
