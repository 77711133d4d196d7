import { createRequire } from 'node:module'
import type { Message, ModelSpec, TokenUsage } from './model.ts'

type Tokenizer = {
  countTokens: (text: string, options: { allowedSpecial: Set<string>; disallowedSpecial: Set<string> }) => number
}

const require = createRequire(import.meta.url)
let tokenizer: Tokenizer | undefined

/**
 * Tokens of a text by the o200k vocabulary; other models differ by some percent. The tables are large (0.1 s, 50 MB),
 * so they are loaded by the first process that counts; whoever only estimates never loads them.
 */
export const countTokens = (text: string): number => {
  tokenizer ??= require('gpt-tokenizer/encoding/o200k_base') as Tokenizer
  let count = 0
  // An unbroken run costs the tokenizer the square of its length: 60,000 signs without a space take it 16 s.
  for (const piece of pieces(text)) count += tokenizer.countTokens(piece, asText)
  return count
}

/** Words such as `<|endoftext|>` in a transcript are text like any other. */
const asText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() }

const pieces = (text: string): string[] => text.split(/(\S{500}|\s{500})/)

/** Tokens of the messages of one request, with what each of them costs in framing. */
export const countMessages = (messages: readonly Message[]): number =>
  messages.reduce((sum, message) => sum + countTokens(message.content) + perMessage, perReply)

const perMessage = 4
const perReply = 3

/**
 * Tokens of a text without the tables, within a third of their count and rather above it than below: a word is one, a
 * long one more, and so are numbers and signs; of other scripts each sign is about one.
 */
export const estimateTokens = (text: string): number => {
  let count = 0
  let kind = space
  let run = 0
  for (let index = 0; index < text.length; index += 1) {
    const next = kindOf(text.charCodeAt(index))
    run = next === kind ? run + 1 : 1
    kind = next
    count += run === 1 ? kind.first : run > kind.length ? kind.further : 0
  }
  return Math.ceil(count)
}

/** What the first sign of a run counts, how long a run may be for that, and what each further sign counts. */
type Kind = { first: number; length: number; further: number }
const space: Kind = { first: 0, length: 1, further: 0.05 }
const letters: Kind = { first: 1.05, length: 6, further: 0.25 }
const digits: Kind = { first: 1, length: 3, further: 0.37 }
const signs: Kind = { first: 0.85, length: 2, further: 0.4 }
const otherLetters: Kind = { first: 1, length: 2, further: 0.25 }
const ideographs: Kind = { first: 0.95, length: 0, further: 0.95 }

const kindOf = (code: number): Kind => {
  if (code <= 0x20) return space
  if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) return letters
  if (code >= 0x30 && code <= 0x39) return digits
  if (code < 0xc0) return signs
  if (code < 0x250) return letters
  return code < 0x2e80 ? otherLetters : ideographs
}

/**
 * What a call cost in US dollars, as an exact decimal of at most ten places. Null where the tokens or the price are not
 * known: never 0 for want of knowing.
 */
export const costOf = (
  model: Pick<ModelSpec, 'price'>,
  usage: TokenUsage | null,
): { cost: string | null; priceVersion: string | null } => {
  const { price } = model
  if (price === null || usage === null) return { cost: null, priceVersion: price?.version ?? null }
  const parts = [
    [usage.input, price.input],
    [usage.cacheRead, price.cacheRead ?? price.input],
    [usage.cacheWrite, price.cacheWrite ?? price.input],
    // Reasoning is a part of the output and paid with it.
    [usage.output, price.output],
  ] as const
  const sum = parts.reduce((total, [tokens, dollars]) => total + BigInt(tokens) * toUnits(dollars), 0n)
  return { cost: fromUnits((sum + million / 2n) / million), priceVersion: price.version }
}

/** The sum of costs; null when one of them is not known. */
export const sumCosts = (costs: readonly (string | null)[]): string | null => {
  let sum = 0n
  for (const cost of costs) {
    if (cost === null) return null
    sum += parseUnits(cost)
  }
  return fromUnits(sum)
}

/** Ten decimal places, as the ledger keeps them. */
const places = 10
const million = 1_000_000n

const toUnits = (dollars: number): bigint => parseUnits(dollars.toFixed(places))

const parseUnits = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(places, '0').slice(0, places))
}

const fromUnits = (units: bigint): string => {
  const digits = units.toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${fraction}`
}
