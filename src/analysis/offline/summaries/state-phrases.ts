import { commonWords } from '../lexicon/summary-words.ts'
import { leadWords } from '../lexicon/topic-words.ts'
import type { Reading } from '../prepare.ts'
import { longDate } from './prose.ts'

export type StatePhrase = { name: string; text: string; segment: number; weight: number }

/** What the meeting said of named things, the last word on each: "Seat Map is completed". */
export const statePhrases = (reading: Reading): StatePhrase[] => {
  const { dimensions } = reading.model
  const isKnown = createNameCheck(reading)
  const last = new Map<string, StatePhrase>()
  for (const { name, dimension, op, value, modality, segment, confidence } of reading.observations()) {
    if (!name || modality !== 'asserted' || !isKnown(name.surface)) continue
    const declared = dimensions.find((candidate) => candidate.name === dimension)
    const label = declared?.label.toLowerCase() ?? dimension
    const said = declared?.values.find((candidate) => candidate.value === value)?.label?.toLowerCase() ?? value
    const key = `${name.surface.toLowerCase()}|${dimension}`
    last.delete(key)
    last.set(key, {
      name: name.surface,
      text: sayState(name.surface, op, label, said),
      segment,
      weight: confidence + (declared?.kind === 'vocabulary' ? 10 : 0),
    })
  }
  return [...last.values()]
}

/** A word that was taken for a thing once is none to put above a meeting; a name, or what is said again, is. */
const createNameCheck = (reading: Reading) => {
  const counts = new Map<string, number>()
  for (const { tokens } of reading.sentences)
    for (const { norm } of tokens) counts.set(norm, (counts.get(norm) ?? 0) + 1)
  return (surface: string): boolean => {
    const words = surface.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const telling = words.filter((word) => word.length > 2 && !commonWords.has(word) && !leadWords.has(word))
    if (telling.length === 0) return false
    return isProper(surface) || telling.some((word) => (counts.get(word) ?? 0) > 1)
  }
}

const isProper = (surface: string): boolean => /^[\p{Lu}\p{N}]/u.test(surface)

const sayState = (surface: string, op: string, label: string, value: string | null): string => {
  const shown = sayValue(value)
  const [thing, are, have] = sayThing(surface)
  if (op === 'resolve') return `${thing} ${have} no ${label} any more${shown ? ` (${shown})` : ''}`
  if (op === 'shift') return `the ${label} of ${thing} moves by ${sayDuration(value ?? '')}`
  if (op === 'advance' || shown === null) return `${thing} ${are === 'is' ? 'goes' : 'go'} on to the next ${label}`
  if (op === 'add') return `${thing} ${have} a ${label}: ${shown}`
  return label === 'status' ? `${thing} ${are} ${shown}` : `the ${label} of ${thing} is ${shown}`
}

/** "the plain file is", "templates are", "Seat Map is". */
const sayThing = (surface: string): [thing: string, are: 'is' | 'are', have: 'has' | 'have'] => {
  if (isProper(surface) || /^(?:the|our|my|a|an)\b/i.test(surface)) return [surface, 'is', 'has']
  return /[^sui]s$/.test(surface) ? [surface, 'are', 'have'] : [`the ${surface}`, 'is', 'has']
}

const sayValue = (value: string | null): string | null =>
  value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(value) : (value?.replaceAll('_', ' ') ?? null)

const sayDuration = (iso: string): string => {
  const match = /^(-?)P(\d+)([DM])$/.exec(iso)
  if (!match) return iso
  const count = Number(match[2])
  const unit = match[3] === 'M' ? 'month' : 'day'
  return `${count} ${unit}${count === 1 ? '' : 's'}${match[1] ? ' earlier' : ''}`
}
