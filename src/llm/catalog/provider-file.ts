import { parse } from 'yaml'
import { z } from 'zod'
import { ConfigError } from '../../platform/config.ts'
import { tiers } from '../model.ts'
import { taskNames } from '../task.ts'

const structured = z.enum(['json_schema', 'json_object', 'none'])
const limit = z.int().min(1).nullable()
const dollars = z.number().min(0).max(1_000_000)
const providerId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be of a-z, 0-9 and -')
const modelId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}\/\S{1,200}$/, 'must be provider/name')

const provider = z.strictObject({
  label: z.string().min(1).optional(),
  /** Takes what is not said here from a built-in provider. */
  like: z.string().optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Name of the variable that holds its key; null: it wants none. */
  keyVariable: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of a variable, not a key')
    .nullable()
    .optional(),
  structured: structured.optional(),
  streaming: z.boolean().optional(),
  embeddings: z.boolean().optional(),
  outputLimit: z.enum(['max_tokens', 'max_completion_tokens']).optional(),
  limits: z.strictObject({ rpm: limit.optional(), tpm: limit.optional(), calls: limit.optional() }).optional(),
  body: z.record(z.string(), z.unknown()).optional(),
})

const model = z.strictObject({
  /** As the provider knows it; absent: what stands after the slash of its id. */
  name: z.string().min(1).optional(),
  tiers: z.array(z.enum(tiers)).min(1).optional(),
  structured: structured.optional(),
  contextWindow: z.int().min(256).optional(),
  maxOutputTokens: z.int().min(16).optional(),
  temperature: z.boolean().optional(),
  /** US dollars for a million tokens; null: not known. */
  price: z
    .strictObject({
      input: dollars,
      output: dollars,
      cacheRead: dollars.optional(),
      cacheWrite: dollars.optional(),
      version: z.string().min(1).optional(),
    })
    .nullable()
    .optional(),
  strengths: z.array(z.string()).optional(),
})

const route = z.strictObject({
  tier: z.enum(tiers).optional(),
  models: z.array(modelId).min(1).optional(),
  maxCost: dollars.optional(),
  provider: providerId.optional(),
})

export const providerFileSchema = z.strictObject({
  providers: z.record(providerId, provider).default({}),
  models: z.record(modelId, model).default({}),
  routes: z.partialRecord(z.enum([...taskNames, 'default']), route).default({}),
})

export type ProviderFile = z.infer<typeof providerFileSchema>

/** The text of a provider file (YAML, of which JSON is a part); throws a `ConfigError` that names path and value. */
export const parseProviderFile = (text: string, path: string): ProviderFile => {
  const parsed = providerFileSchema.safeParse(readYaml(text, path))
  if (parsed.success) return parsed.data
  throw new ConfigError(
    parsed.error.issues
      .map((issue) => `LLM_PROVIDERS_FILE=${path}: ${where(issue.path)}: ${messageOf(issue)}`)
      .join('\n'),
  )

  function where(keys: readonly PropertyKey[]): string {
    const name = keys.map(String).join('.') || 'the file'
    const value = keys.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      readYaml(text, path),
    )
    // Where the name of a variable is wanted somebody may have written the key itself.
    const hidden = value === null || value === undefined || typeof value === 'object' || keys.at(-1) === 'keyVariable'
    return hidden ? name : `${name}=${JSON.stringify(value).slice(0, 80)}`
  }
}

/** Of a key that is not allowed zod says why one level deeper. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message

const readYaml = (text: string, path: string): unknown => {
  try {
    return parse(text) ?? {}
  } catch (error) {
    // The first line of the message says what and where; the rest shows the lines of the file.
    const [what] = (error as Error).message.split('\n')
    throw new ConfigError(`LLM_PROVIDERS_FILE=${path}: ${what}`)
  }
}
