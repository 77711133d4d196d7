import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { frontMatterSchema, readFrontMatter } from '../../../src/cli/input/front-matter.ts'
import { guessFromName } from '../../../src/cli/input/guess-from-name.ts'
import { AppError } from '../../../src/domain/errors.ts'
import { parseOccurredAt } from '../../../src/domain/meeting/occurred-at.ts'
import { orderKeyPrefix } from '../../../src/domain/meeting/order-key.ts'
import { stableJson } from '../../../src/domain/stable-json.ts'
import { readAnswer } from '../../../src/llm/answer/read-answer.ts'
import { ConfigError, loadConfig } from '../../../src/platform/config.ts'
import { settingsSchema } from '../../../src/platform/settings.ts'
import { continueTrace, parseTraceparent } from '../../../src/platform/trace-context.ts'
import { decodeCursor, encodeCursor, timedPlace } from '../../../src/usecases/page.ts'
import { talk } from '../../factories/talk.ts'
import { runCaptured } from '../../support/cli.ts'
import { tries } from '../../support/properties.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), talk(6))

describe('a cursor', () => {
  const place = z.tuple([z.string(), z.number(), z.string().nullable()])

  it('is read back as it was made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer(), fc.option(fc.string()), (a, b, c) => {
        expect(decodeCursor(encodeCursor([a, b, c]), place)).toEqual([a, b, c])
      }),
      tries(200),
    )
  })

  it('that somebody made up is refused by the name of its field', () => {
    const made = fc.oneof(
      anyText,
      anyText.map((text) => Buffer.from(text).toString('base64url')),
      fc.json().map(btoaUtf8),
    )
    fc.assert(
      fc.property(made, (cursor) => {
        try {
          const [at, id] = decodeCursor(cursor, timedPlace)
          expect(Number.isNaN(at.getTime())).toBe(false)
          expect(id).toMatch(/^[0-9a-f-]{36}$/i)
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request', details: [{ path: 'query.cursor' }] })
        }
      }),
      tries(500),
    )
  })
})

const btoaUtf8 = (text: string): string => Buffer.from(text).toString('base64url')

describe('stable JSON', () => {
  const value = fc.jsonValue({ maxDepth: 4 })
  const shuffled = (given: unknown): unknown =>
    Array.isArray(given)
      ? given.map(shuffled)
      : typeof given === 'object' && given !== null
        ? Object.fromEntries(
            Object.entries(given)
              .toReversed()
              .map(([key, one]) => [key, shuffled(one)]),
          )
        : given

  it('is the same for any order of fields, and says the value', () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(stableJson(shuffled(given))).toBe(stableJson(given))
        expect(stableJson(JSON.parse(stableJson(given)))).toBe(stableJson(given))
        expect(JSON.parse(stableJson(given))).toEqual(JSON.parse(JSON.stringify(given)))
      }),
      tries(300),
    )
  })
})

describe('an order key', () => {
  const precision = fc.constantFrom('day', 'instant', 'received')
  const meeting = fc.record({
    occurredAtMs: fc.integer({ min: -62_135_596_800_000, max: Date.UTC(9999, 11, 31) }),
    precision,
    sequence: fc.nat(999_999),
    identity: fc.string(),
  })

  it('sorts as time does, wherever times differ', () => {
    fc.assert(
      fc.property(meeting, meeting, (a, b) => {
        if (a.occurredAtMs === b.occurredAtMs) return
        expect(orderKeyPrefix(a) < orderKeyPrefix(b)).toBe(a.occurredAtMs < b.occurredAtMs)
      }),
      tries(300),
    )
  })
})

describe('a trace header', () => {
  it('is continued when it is one and begun anew when it is not', () => {
    const header = fc.oneof(
      anyText,
      fc.stringMatching(/^0[0f]-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
      fc.stringMatching(/^00-[0-9a-fA-F]{30,34}-0{16}-..$/),
    )
    fc.assert(
      fc.property(fc.option(header, { nil: undefined }), (given) => {
        const { traceId, traceparent } = continueTrace(given)
        const parsed = parseTraceparent(traceparent)
        expect(parsed?.traceId).toBe(traceId)
        const before = parseTraceparent(given)
        if (before) expect([traceId, parsed?.traceFlags]).toEqual([before.traceId, before.traceFlags])
        else expect(given ?? '').not.toContain(traceId)
      }),
      tries(300),
    )
  })
})

describe('settings', () => {
  const names = Object.keys(settingsSchema.shape)
  const value = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      '0',
      '1',
      '-1',
      '1e9',
      '0x10',
      'NaN',
      'true',
      'off',
      'http://127.0.0.1:9',
      '12.50',
      'null',
    ),
    anyText,
  )

  it('are read, or refused by the name of the variable', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 5 }), (env) => {
        try {
          const { http, database } = loadConfig(env)
          expect(Number.isInteger(http.port) && Number.isInteger(database.poolSize)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
          expect(names.some((name) => (error as Error).message.includes(name))).toBe(true)
        }
      }),
      tries(500),
    )
  })
})

describe('an answer of a model', () => {
  const schema = z.object({
    items: z.array(z.object({ id: z.int(), kind: z.enum(['to_do', 'done']), owner: z.string().nullable() })),
    note: z.string(),
  })
  const answer = fc.record({
    items: fc.array(
      fc.record({
        id: fc.integer(),
        kind: fc.constantFrom('to_do', 'done'),
        owner: fc.option(fc.string({ unit: 'grapheme' })),
      }),
      { maxLength: 4 },
    ),
    note: fc.string({ unit: 'grapheme' }),
  })

  it('is read from whatever stands around it, as it was written', () => {
    const around = fc.constantFrom(
      (text: string) => text,
      (text: string) => `\`\`\`json\n${text}\n\`\`\``,
      (text: string) => `Here it is:\n${text}\nI hope this helps.`,
      (text: string) => `<think>What { to say?</think>\n${text}`,
      (text: string) => JSON.stringify(text),
    )
    fc.assert(
      fc.property(answer, around, fc.constantFrom(undefined, 2), (given, wrap, indent) => {
        const expected = JSON.parse(JSON.stringify(given).replaceAll('\\u0000', '\uFFFD'))
        expect(readAnswer(wrap(JSON.stringify(given, null, indent)), schema)).toMatchObject({ value: expected })
      }),
      tries(300),
    )
  })

  it('is the shape that was asked for, or problems, whatever was written', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '[', ']', '"', "'", ':', ',', '\\', '```', '"items"', 'null', 'True', '{"note":""'),
      anyText,
    )
    const text = fc.oneof(
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
      fc.json({ maxDepth: 5 }),
    )
    fc.assert(
      fc.property(text, (given) => {
        const read = readAnswer(given, schema)
        if ('value' in read) expect(schema.safeParse(read.value).success).toBe(true)
        else expect(read.problems.length).toBeGreaterThan(0)
      }),
      tries(700),
    )
  })
})

describe('what the command line is given', () => {
  it('is a file name: the day that it tells is one that the API takes', () => {
    const piece = fc.constantFrom(
      '2026-02-28',
      '2026-02-30',
      '20260310',
      '99999999',
      'GMT20261399-256199',
      'weekly',
      '_',
      '.',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, anyText), { minLength: 1, maxLength: 4 }), (parts) => {
        const { date, title } = guessFromName(`${parts.join('')}.vtt`)
        expect(title).not.toBe('')
        if (date !== undefined) expect(parseOccurredAt(date, 'UTC', 0).precision).not.toBe('received')
      }),
      tries(400),
    )
  })

  it('is front matter: read back as written, and never a word lost where it is none', () => {
    const plain = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ]{0,20}$/).map((text) => text.trim())
    const matter = fc.dictionary(fc.constantFrom('title', 'date', 'series', 'project', 'source'), plain)
    fc.assert(
      fc.property(matter, anyText, (given, text) => {
        const block = Object.entries(given).map(([name, value]) => `${name}: ${value}\n`)
        const read = readFrontMatter(`---\n${block.join('')}---\n${text}`)
        if (block.length > 0) expect({ ...read.matter }).toEqual({ ...given })
        expect(read.text.trimEnd().endsWith(text.trimEnd().trimStart())).toBe(true)
        expect(frontMatterSchema.safeParse(read.matter).success || block.length === 0).toBe(true)
      }),
      tries(300),
    )
  })

  it('is arguments: it ends with an exit code that is told, and never with a trace', async () => {
    const word = fc.constantFrom(
      ...['timeline', 'state', 'runs', 'changes', 'entities', 'keys', 'review', 'usage', 'explain', 'merge', 'search'],
      ...['--limit', '--since', '--at', '--json', '--type', '-h', '--', '-', '', '5', 'x', '2026-02-30', '--help'],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 5, arbitrary: word }, anyText), { maxLength: 5 }), async (argv) => {
        const refused = async () => {
          throw new TypeError('fetch failed')
        }
        const { code, err } = await runCaptured(argv, {
          fetch: refused,
          env: { THROUGHLINE_URL: 'http://127.0.0.1:9' },
        })
        expect([0, 1, 2, 3]).toContain(code)
        expect(err).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
      }),
      tries(150),
    )
  }, 120_000)
})

describe('a moment', () => {
  it('is read or refused, whatever is written', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[0-9T:+Zz. -]{8,30}$/)), (text) => {
        try {
          expect(Number.isFinite(parseOccurredAt(text, 'UTC', 0).occurredAtMs)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }),
      tries(300),
    )
  })
})
