import type { Tier } from '../model.ts'

export type ModelTraits = {
  tiers: readonly Tier[]
  maxOutputTokens?: number
  temperature?: boolean
  strengths: readonly string[]
}

const plain: readonly Tier[] = ['simple']
const small: readonly Tier[] = ['simple', 'moderate']
const good: readonly Tier[] = ['simple', 'moderate', 'complex']
const best: readonly Tier[] = ['simple', 'moderate', 'complex', 'critical']
const long = (tiers: readonly Tier[]): readonly Tier[] => [...tiers, 'long_context']

/** Families of models by the beginning of their name, the first that fits; the vendor before a slash is cut off first. */
const families: readonly (readonly [RegExp, ModelTraits])[] = [
  [/^gpt-3\.5/, { tiers: plain, maxOutputTokens: 4_096, strengths: ['cheap'] }],
  [/^gpt-4-turbo/, { tiers: good, maxOutputTokens: 4_096, strengths: ['reasoning'] }],
  [/^gpt-4o-mini/, { tiers: small, maxOutputTokens: 16_384, strengths: ['cheap', 'fast'] }],
  [/^(gpt-4o|chatgpt-4o)/, { tiers: best, maxOutputTokens: 16_384, strengths: ['extraction', 'structured output'] }],
  [/^gpt-4\.1-(mini|nano)/, { tiers: long(small), maxOutputTokens: 32_768, strengths: ['cheap', 'long context'] }],
  [/^gpt-4\.1/, { tiers: long(best), maxOutputTokens: 32_768, strengths: ['extraction', 'long context'] }],
  [/^gpt-4/, { tiers: good, maxOutputTokens: 4_096, strengths: ['reasoning'] }],
  [/^gpt-[5-9].*chat/, { tiers: best, maxOutputTokens: 16_384, temperature: false, strengths: ['writing'] }],
  [/^gpt-[5-9].*nano/, { tiers: plain, maxOutputTokens: 65_536, temperature: false, strengths: ['cheap'] }],
  [/^gpt-[5-9].*mini/, { tiers: good, maxOutputTokens: 65_536, temperature: false, strengths: ['cheap', 'reasoning'] }],
  [/^gpt-[5-9]/, { tiers: long(best), maxOutputTokens: 65_536, temperature: false, strengths: ['reasoning'] }],
  [/^o\d.*mini/, { tiers: good, maxOutputTokens: 65_536, temperature: false, strengths: ['reasoning'] }],
  [/^o\d/, { tiers: best, maxOutputTokens: 65_536, temperature: false, strengths: ['reasoning'] }],
  [/^claude-3-(haiku|sonnet|opus)/, { tiers: good, maxOutputTokens: 4_096, strengths: ['writing'] }],
  [/^claude-3/, { tiers: good, maxOutputTokens: 8_192, strengths: ['writing'] }],
  [/^claude.*haiku/, { tiers: small, maxOutputTokens: 32_000, strengths: ['fast', 'writing'] }],
  [/^claude/, { tiers: best, maxOutputTokens: 32_000, strengths: ['extraction', 'writing', 'reasoning'] }],
  [/^deepseek.*(reasoner|pro|r1)/, { tiers: best, maxOutputTokens: 32_768, strengths: ['reasoning', 'cheap'] }],
  [/^deepseek/, { tiers: good, maxOutputTokens: 8_192, strengths: ['cheap'] }],
  [/^gemini.*(flash|lite)/, { tiers: long(small), maxOutputTokens: 8_192, strengths: ['cheap', 'long context'] }],
  [/^gemini/, { tiers: long(best), maxOutputTokens: 8_192, strengths: ['long context'] }],
]

/** Of a model that nobody described: somebody chose it, so it is taken to be good enough. */
const unknown: ModelTraits = { tiers: best, strengths: [] }

export const traitsOf = (name: string): ModelTraits => {
  const bare = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  return families.find(([pattern]) => pattern.test(bare))?.[1] ?? unknown
}
