import type { Reading } from '../prepare.ts'

export type StatePhrase = { name: string; text: string; segment: number; weight: number }

/** What the meeting said of named things, the last word on each: "Seat Map: status completed". */
export const statePhrases = (reading: Reading): StatePhrase[] => {
  const { dimensions } = reading.model
  const observations = reading.observations()
  const last = new Map<string, StatePhrase>()
  for (const { name, dimension, op, value, modality, segment, confidence } of observations) {
    if (!name || modality !== 'asserted') continue
    const declared = dimensions.find((candidate) => candidate.name === dimension)
    const label = declared?.label.toLowerCase() ?? dimension
    const said = declared?.values.find((candidate) => candidate.value === value)?.label?.toLowerCase() ?? value
    const text = `${name.surface}: ${sayChange(op, label, said)}`
    const key = `${name.surface.toLowerCase()}|${dimension}`
    last.delete(key)
    last.set(key, {
      name: name.surface,
      text,
      segment,
      weight: confidence + (declared?.kind === 'vocabulary' ? 10 : 0),
    })
  }
  return [...last.values()]
}

const sayChange = (op: string, label: string, value: string | null): string => {
  const shown = value?.replaceAll('_', ' ') ?? null
  if (op === 'resolve') return shown ? `${label} resolved (${shown})` : `no ${label} any more`
  if (op === 'shift') return `${label} moved by ${sayDuration(shown ?? '')}`
  if (op === 'advance' || shown === null) return `next ${label}`
  return shown.startsWith(label) ? shown : `${label} ${shown}`
}

const sayDuration = (iso: string): string => {
  const match = /^(-?)P(\d+)([DM])$/.exec(iso)
  if (!match) return iso
  const count = Number(match[2])
  const unit = match[3] === 'M' ? 'month' : 'day'
  return `${count} ${unit}${count === 1 ? '' : 's'}${match[1] ? ' earlier' : ''}`
}
