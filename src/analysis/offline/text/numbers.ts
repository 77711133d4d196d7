import { tableOf } from './table.ts'
import type { Token } from './token.ts'

const units = tableOf({
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
})
const tens = tableOf({
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
})
const scales = tableOf({
  thousand: 1_000,
  grand: 1_000,
  k: 1_000,
  million: 1_000_000,
  m: 1_000_000,
  mil: 1_000_000,
  billion: 1e9,
  bn: 1e9,
})
const ordinalUnits = tableOf({
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
})

export type NumberAt = { value: number; to: number }

/** A number in digits or words that starts at a token: "1,200", "120k", "four hundred and twenty thousand", "half a million". */
export const numberAt = (tokens: readonly Token[], at: number): NumberAt | undefined => {
  const first = tokens[at]?.norm ?? ''
  const halved = first === 'half' && tokens[at + 1]?.norm === 'a' ? scales.get(tokens[at + 2]?.norm ?? '') : undefined
  if (halved !== undefined) return { value: halved / 2, to: at + 3 }
  const digits = /^(\d+(?:[.,]\d+)*)([a-z]*)$/.exec(first)
  if (digits) return scaled(plainNumber(digits[1] ?? ''), digits[2] ?? '', tokens, at + 1)
  return wordsAt(tokens, at)
}

const plainNumber = (text: string): number => {
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) || /^\d{1,3}(,\d{3})+$/.test(text)
  if (grouped) return Number(text.replaceAll(',', ''))
  if (/^\d{1,3}(\.\d{3}){2,}$/.test(text)) return Number(text.replaceAll('.', ''))
  return Number(text.replace(',', '.'))
}

const scaled = (value: number, suffix: string, tokens: readonly Token[], to: number): NumberAt | undefined => {
  if (Number.isNaN(value)) return undefined
  if (suffix) {
    const scale = scales.get(suffix)
    return scale === undefined ? undefined : { value: value * scale, to }
  }
  const scale = scales.get(tokens[to]?.norm ?? '')
  return scale === undefined ? { value, to } : { value: value * scale, to: to + 1 }
}

const wordsAt = (tokens: readonly Token[], at: number): NumberAt | undefined => {
  let total = 0
  let group = 0
  let to = at
  let seen = false
  for (let index = at; index < tokens.length && index - at < 12; index++) {
    const norm = tokens[index]?.norm ?? ''
    const value = units.get(norm) ?? tens.get(norm)
    if (index > at && (tokens[index]?.gap ?? 0) > 0) break
    if (value !== undefined) {
      if (seen && !fits(group, value)) break
      group += value
    } else if ((norm === 'a' || norm === 'an') && !seen && isScale(tokens[index + 1]?.norm)) group = 1
    else if (norm === 'hundred' && seen) group = Math.max(1, group) * 100
    else if (isScaleWord(norm) && seen) {
      total += Math.max(1, group) * (scales.get(norm) ?? 1)
      group = 0
    } else if (norm === 'and' && seen && (group >= 100 || total > 0) && isNumberWord(tokens[index + 1]?.norm)) continue
    else break
    seen = true
    to = index + 1
  }
  return seen && to > at && !(to === at + 1 && /^an?$/.test(tokens[at]?.norm ?? ''))
    ? { value: total + group, to }
    : undefined
}

/** "twenty" takes "two" after it, "two hundred" takes "twelve"; "two two" are two numbers. */
const fits = (group: number, value: number): boolean =>
  group === 0 ? true : value < 10 ? group % 10 === 0 && group % 100 !== 10 : group % 100 === 0

const isScaleWord = (norm: string): boolean => norm.length > 1 && scales.has(norm)
const isScale = (norm: string | undefined): boolean => norm !== undefined && (norm === 'hundred' || isScaleWord(norm))
const isNumberWord = (norm: string | undefined): boolean => norm !== undefined && (units.has(norm) || tens.has(norm))

/** An ordinal that starts at a token: "15th", "the fifteenth", "twenty first". */
export const ordinalAt = (tokens: readonly Token[], at: number): NumberAt | undefined => {
  const norm = tokens[at]?.norm ?? ''
  const digits = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(norm)
  if (digits) return { value: Number(digits[1]), to: at + 1 }
  const alone = ordinalUnits.get(norm)
  if (alone !== undefined) return { value: alone, to: at + 1 }
  const [ten, unit] = [tens.get(norm), ordinalUnits.get(tokens[at + 1]?.norm ?? '')]
  return ten !== undefined && unit !== undefined && unit < 10 ? { value: ten + unit, to: at + 2 } : undefined
}
