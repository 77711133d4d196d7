import type { Dimension } from '../tracking-model/model.ts'
import { canonicalNumber } from './canonical-number.ts'

const duration = /^([+-])?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/
const amount = /^([+-]?\d+(?:\.\d+)?)\s*%?$/

/** The value after moving it by what was said (an ISO 8601 duration for dates); null when it cannot be moved so. */
export const shiftValue = (dimension: Dimension, current: string, by: string): string | null => {
  if (dimension.kind === 'date') return shiftDate(current, by.trim())
  if (dimension.kind === 'vocabulary' || dimension.kind === 'text' || dimension.kind === 'entity') return null
  const [step, from] = [amount.exec(by.trim())?.[1], /^-?\d+(?:\.\d+)?/.exec(current)?.[0]]
  if (step === undefined || from === undefined) return null
  const moved = canonicalNumber(Number(from) + Number(step))
  return moved && current.replace(from, moved)
}

function shiftDate(current: string, by: string): string | null {
  const found = duration.exec(by)
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(current)
  if (!found || !day || by.endsWith('P')) return null
  const sign = found[1] === '-' ? -1 : 1
  const part = (at: number) => sign * Number(found[at] ?? 0)
  const months = Number(day[1]) * 12 + Number(day[2]) - 1 + part(2) * 12 + part(3)
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12]
  // The 31st plus a month is the last day of a shorter month, as people mean it.
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month, Math.min(Number(day[3]), lastDay) + part(4) * 7 + part(5)))
  const iso = Number.isNaN(moved.getTime()) ? '' : moved.toISOString().slice(0, 10)
  return /^\d{4}-/.test(iso) ? iso : null
}
