import { describe, expect, it } from 'vitest'
import { createLogger } from '../../../src/platform/logger.ts'

const canary = 'whistlethorn'

describe('the logger', () => {
  it.each(['authorization', 'secret', 'secrets', 'key', 'apiKey', 'token', 'password', 'url'])(
    'takes out what is called %s, at any level',
    (field) => {
      const lines: string[] = []
      const log = createLogger({ level: 'trace', format: 'json' }, 'test', { write: (line) => void lines.push(line) })
      for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
        log[level]({ [field]: canary, inner: { [field]: canary } }, 'said')
        log[level]({ err: Object.assign(new Error('went wrong'), { [field]: canary }) }, 'said')
      }

      expect(lines).toHaveLength(12)
      expect(lines.join('')).toContain('said')
      expect(lines.join('')).not.toContain(canary)
    },
  )
})
