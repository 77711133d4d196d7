import { describe, expect, it } from 'vitest'
import { describeReading } from '../../../src/main/describe-reading.ts'

describe('what doctor tells of reading', () => {
  it('is rules where no model is set, and how to set one', () => {
    expect(describeReading({})).toEqual({
      usable: true,
      detail: expect.stringMatching(/^rules, offline: .*OPENAI_API_KEY/),
    })
  })

  it('is models by name, the first choice first, and never a key', () => {
    const { usable, detail } = describeReading({ OPENAI_API_KEY: 'sk-secret', OPENAI_MODEL: 'gpt-4o' })

    expect(usable).toBe(true)
    expect(detail).toMatch(/^models, openai\/gpt-4o/)
    expect(detail).not.toContain('sk-secret')
  })

  it('names the setting that leads nowhere', () => {
    expect(describeReading({ LLM_PROVIDERS_FILE: '/nowhere/providers.yaml' })).toEqual({
      usable: false,
      detail: expect.stringContaining('LLM_PROVIDERS_FILE'),
    })
  })
})
