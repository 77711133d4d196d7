import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../../../src/api/openapi/document.ts'
import { createRoutes } from '../../../src/api/routes/create-routes.ts'
import { createProgram } from '../../../src/cli/program.ts'
import { safeJson, safeText } from '../../../src/cli/render/safe.ts'
import type { Usecases } from '../../../src/usecases/create-usecases.ts'
import { type Answer, captureCli, sendJson, sendProblem } from '../../support/cli.ts'
import type { Document, Schema } from '../../support/from-schema.ts'
import { useCli } from '../../support/use-cli.ts'

/** Clears the screen, names the window, sets colours in one byte and in many, turns the line around, goes back over it. */
const evil = 'harvest\u001b[2J\u001b]0;owned\u0007\u009b31m\u202egnp\u2066\r\u0008\u001b[31;1m\u2028\u{e0041}'
const steers =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colours
const ownColours = /\u001b\[(?:1|2|3|22|23|31|32|33|34|36|39)m/g

const document = openApiDocument(createRoutes({} as Usecases), '0') as unknown as Document & {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
  >
}

/** A value of the schema in which every text that is free is evil. */
const evilValue = (given: Schema, name = ''): unknown => {
  const schema = given.$ref ? (document.components.schemas[given.$ref.split('/').at(-1) ?? ''] ?? {}) : given
  if (name === 'nextCursor') return [schema.type].flat().includes('null') || schema.anyOf ? null : 'end'
  if (name === 'hasMore') return false
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => evilValue(one)))
  const variant = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (variant) return evilValue(variant, name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum.includes('completed') ? 'completed' : schema.enum[0]
  switch ([schema.type].flat().find((type) => type !== 'null')) {
    case 'string':
      return evilText(schema)
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, schema.minimum ?? 1), schema.maximum ?? 1)
    case 'boolean':
      return true
    case 'array':
      return [evilValue(schema.items ?? {})]
    case 'object': {
      const known = Object.entries(schema.properties ?? {}).map(([key, one]) => [key, evilValue(one, key)])
      const more =
        typeof schema.additionalProperties === 'object' ? [[evil, evilValue(schema.additionalProperties)]] : []
      return Object.fromEntries([...known, ...more])
    }
    default:
      return evil
  }
}

const evilText = ({ format, pattern }: Schema): string => {
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000001'
  if (format === 'date-time') return '2026-03-02T09:00:00.000Z'
  if (format === 'date') return '2026-03-02'
  if (format === 'uri') return `https://example.com/${evil}`
  return pattern?.includes('\\d') ? '1' : evil
}

const routes = Object.entries(document.paths).map(([path, methods]) => ({
  matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  methods,
}))

const answer: Answer = ({ method, path }, response) => {
  const [address = ''] = path.split('?')
  const responses = routes.find(({ matches }) => matches.test(address))?.methods[method.toLowerCase()]?.responses ?? {}
  const [status, found] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const schema = found?.content?.['application/json']?.schema
  if (schema === undefined) return sendProblem(response, 404, 'not_found', { detail: `${evil} is not here` })
  const body = evilValue(schema) as object
  // The second page is the end of every list.
  sendJson(response, Number(status), path.includes('=end') ? { ...body, items: [], nextCursor: null } : body)
}
const refuse: Answer = (_request, response) =>
  sendProblem(response, 422, 'invalid_request', { detail: evil, errors: [{ path: evil, message: evil }] })

const { cli } = useCli({
  'one.txt': 'Ana: Hi.',
  'list.json': '[{"type":"feature","name":"Seat Map"}]',
  'model.yaml': 'x',
})

/** One way at least of printing for each command. */
const lines: Record<string, string[]> = {
  submit: ['submit one.txt'],
  estimate: ['estimate one.txt'],
  import: ['import list.json'],
  export: ['export entities'],
  meetings: ['meetings', 'meetings show m1', 'meetings diff m1'],
  state: ['state', 'state Atlas'],
  timeline: ['timeline Atlas'],
  explain: ['explain Atlas'],
  changes: ['changes'],
  entities: ['entities', 'entities list', 'entities --type feature'],
  insights: ['insights'],
  search: ['search words'],
  forecast: ['forecast Atlas'],
  stale: ['stale'],
  analytics: ['analytics status', 'analytics throughput', 'analytics time-in-state', 'analytics owners'],
  review: ['review', 'review list'],
  merge: ['merge Atlas Beacon'],
  lock: ['lock Atlas'],
  correct: ['correct Atlas status done'],
  withdraw: ['withdraw 01890000-0000-7000-8000-000000000001'],
  erase: ['erase --meeting 01890000-0000-7000-8000-000000000001', 'erase'],
  watch: ['watch r1'],
  runs: ['runs', 'runs show r1', 'runs --parked --by code'],
  replay: ['replay r1'],
  usage: ['usage'],
  models: ['models'],
  prompts: ['prompts'],
  'tracking-models': ['tracking-models', 'tracking-models check model.yaml'],
  keys: ['keys', 'keys create --name x --scopes read'],
  webhooks: ['webhooks', 'webhooks test w1'],
  deliveries: ['deliveries', 'deliveries show d1'],
  audit: ['audit'],
  doctor: ['doctor'],
}
const each = Object.values(lines).flat()

/** These print what was put in, so that the test would see it coming out. */
const telling = [
  'meetings',
  'changes',
  'entities list',
  'insights',
  'search words',
  'review',
  'audit',
  'webhooks',
  'keys',
]

describe('words of strangers on a terminal', () => {
  it('are tried on every command', () => {
    const names = createProgram(captureCli().deps).commands.map((command) => command.name())

    expect(names.filter((name) => lines[name] === undefined)).toEqual([])
  })

  it.each(each)('give it no orders: %s', async (line) => {
    const argv = line.split(' ')
    for (const [given, env] of [
      [argv, {}],
      [argv, { FORCE_COLOR: '1' }],
      [['--json', ...argv], {}],
    ] as const) {
      const { out, err } = await cli(given, answer, env)
      expect(`${out}${err}`.replace(ownColours, '')).not.toMatch(steers)
      expect(`${out}${err}`.length).toBeGreaterThan(0)
      if (telling.includes(line)) expect(out).toContain('harvest')
    }
    const refused = await cli(argv, refuse)
    expect(`${refused.out}${refused.err}`.replace(ownColours, '')).not.toMatch(steers)
  })

  it('stay as they are in the data: what reads the JSON gets all of them', () => {
    const value = { name: evil, list: [evil], emoji: '👩‍🌾', text: 'a\tb\nc' }

    expect(safeJson(value)).not.toMatch(steers)
    expect(JSON.parse(safeJson(value))).toEqual(value)
    expect(safeText(`${evil}\u001b[1mbold\u001b[22m\n`, true)).toBe(
      'harvest[2J]0;owned31mgnp[31;1m\u001b[1mbold\u001b[22m\n',
    )
    expect(safeText('\u001b[1mbold\u001b[22m', false)).toBe('[1mbold[22m')
  })
})
