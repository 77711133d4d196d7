import { clip } from '../clip.ts'
import { nameKey } from '../name/name.ts'
import type { Dimension, VocabularyValue } from '../tracking-model/model.ts'
import { canonicalNumber } from './canonical-number.ts'
import { textKey } from './text-values.ts'

/** A value in its one spelling. `key` is what is compared: two values with one key are the same value. */
export type Value = { key: string; text: string; entityId: string | null }

/** What an observation's value name stands for at the time of folding. */
export type ValueEntity = { id: string; name: string }

/** A value is shown, compared and indexed; what is longer belongs in a quote. */
const longestValue = 400

/** The value as the model understands it; null when it is none of this dimension's values. */
export const normaliseValue = (dimension: Dimension, said: string, entity: ValueEntity | null): Value | null => {
  const text = cleanText(said)
  if (text === '' && entity === null) return null
  switch (dimension.kind) {
    case 'vocabulary':
      return plain(vocabularyValue(dimension, text))
    case 'date':
      return plain(dateValue(text))
    case 'percent':
      return plain(percentValue(text))
    case 'number':
      return plain(numberValue(text))
    case 'money':
      return plain(moneyValue(text))
    case 'entity':
      return entity ? { key: entity.id, text: entity.name, entityId: entity.id } : keyed(nameKey(text), text)
    case 'text':
      return keyed(textKey(text), text)
  }
}

/** What a stated value is compared by as a free text. */
export const textKeyOf = (said: string): string => textKey(cleanText(said))

const cleanText = (said: string): string => clip(said.normalize('NFC').replace(/\s+/g, ' ').trim(), longestValue)

/** What a value that was normalised before is compared by. Normalising it once more could make another one of it. */
export const keyOfValue = (dimension: Dimension | undefined, { text, entityId }: Omit<Value, 'key'>): string => {
  if (entityId !== null) return entityId
  if (dimension?.kind === 'entity') return nameKey(text)
  return dimension?.kind === 'text' ? textKey(text) : text
}

const plain = (text: string | null): Value | null => (text === null ? null : { key: text, text, entityId: null })
const keyed = (key: string, text: string): Value | null => (key === '' ? null : { key, text, entityId: null })

const spellings = new WeakMap<Dimension, Map<string, string>>()

function vocabularyValue(dimension: Dimension, said: string): string | null {
  const listed = spellingsOf(dimension).get(spelling(said))
  if (listed !== undefined) return listed
  if (!dimension.grows) return null
  if (dimension.valuePattern === undefined) return said.toLowerCase()
  const found = new RegExp(dimension.valuePattern).exec(said)
  return found && (spellingsOf(dimension).get(spelling(found[0])) ?? found[0])
}

const spelling = (said: string): string => nameKey(said.replace(/_/g, ' ')) || said.toLowerCase()

function spellingsOf(dimension: Dimension): Map<string, string> {
  const known = spellings.get(dimension)
  if (known) return known
  const map = new Map<string, string>()
  const learn = (form: string, value: VocabularyValue) => {
    if (!map.has(spelling(form))) map.set(spelling(form), value.value)
  }
  for (const value of dimension.values) learn(value.value, value)
  for (const value of dimension.values)
    for (const form of [value.label ?? value.value, ...value.synonyms]) learn(form, value)
  spellings.set(dimension, map)
  return map
}

/** The 31st of a month that has 30 days is read by `Date` as a day of the next one. */
function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso)
}

/** ISO dates stay; a date and time becomes its date; a month or quarter stays as it is. */
function dateValue(said: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(said)?.[1]
  if (day !== undefined) return isDay(day) ? day : null
  return /^\d{4}(?:-(?:0[1-9]|1[0-2])|-?Q[1-4])?$/i.test(said) ? said.toUpperCase() : null
}

function percentValue(said: string): string | null {
  const found = /^([+-]?\d+(?:\.\d+)?)\s*(?:%|percent|per cent)?$/i.exec(said)
  const share = found && canonicalNumber(Number(found[1]))
  return share && `${share}%`
}

function numberValue(said: string): string | null {
  const found = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/.exec(said)
  return found && canonicalNumber(Number(found[0].replaceAll(',', '')))
}

const factors: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, bn: 1e9, b: 1e9 }

/** "12.5k USD", "$38,000", "38000 EUR" → amount and currency, in this order. */
function moneyValue(said: string): string | null {
  const found = /^([A-Z]{3}|[$€£¥])?\s*([+-]?\d[\d,]*(?:\.\d+)?)\s*(k|m|bn|b)?\s*([A-Z]{3}|[$€£¥])?$/i.exec(said)
  if (!found) return null
  const factor = factors[(found[3] ?? '').toLowerCase()] ?? 1
  const amount = canonicalNumber(Number((found[2] ?? '').replaceAll(',', '')) * factor)
  const currency = currencyOf(found[1] ?? found[4] ?? '')
  return currency === '' || amount === null ? amount : `${amount} ${currency}`
}

const signs: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' }
const currencyOf = (said: string): string => signs[said] ?? said.toUpperCase()
