import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnvironment } from '../../../src/main/environment.ts'
import { loadConfig } from '../../../src/platform/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'environment-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secretFile = (text: string): string => {
  const path = join(folder, 'secret')
  writeFileSync(path, text)
  return path
}

describe('a secret in a file', () => {
  it('is read for the key of any provider, built in or not', () => {
    const path = secretFile('sk-from-file\n')
    const { llm } = loadConfig(readEnvironment({ OPENAI_API_KEY_FILE: path, INHOUSE_API_KEY_FILE: path }))

    expect(llm.key('OPENAI_API_KEY')).toBe('sk-from-file')
    expect(llm.key('INHOUSE_API_KEY')).toBe('sk-from-file')
  })

  it('gives way to the variable itself', () => {
    const env = readEnvironment({ OPENAI_API_KEY: 'sk-own', OPENAI_API_KEY_FILE: secretFile('sk-from-file') })

    expect(env.OPENAI_API_KEY).toBe('sk-own')
  })

  it('is not looked for behind a setting that is a file itself', () => {
    expect(readEnvironment({ LLM_PROVIDERS_FILE: '/nowhere' })).toEqual({ LLM_PROVIDERS_FILE: '/nowhere' })
  })

  it('names the variable when it cannot be read', () => {
    expect(() => readEnvironment({ OPENAI_API_KEY_FILE: '/nowhere' })).toThrow('OPENAI_API_KEY_FILE="/nowhere"')
  })
})

describe('the settings of a process', () => {
  it('never print a key', () => {
    const config = loadConfig({ OPENAI_API_KEY: 'sk-canary', ANTHROPIC_API_KEY: 'sk-canary' })

    expect(config.llm.key('OPENAI_API_KEY')).toBe('sk-canary')
    expect(JSON.stringify(config)).not.toContain('canary')
  })
})
