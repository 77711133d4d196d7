import { basename } from 'node:path'
import { formatDay } from '../render/dates.ts'

export type Guess = { date: string | undefined; title: string }

/** Recorders of calls write the UTC time: GMT20260310-140500_Recording.transcript.vtt */
const recorded = /GMT(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})/
const dashed = /(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)/
const packed = /(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/

/** The date and title that a file name tells: `02-weekly_2026-03-10.vtt` is "Weekly" of that day. Pure. */
export const guessFromName = (file: string): Guess => {
  const stem = basename(file).replace(/(?:\.transcript)?\.[a-z0-9]{1,5}$/i, '')
  const found = findDate(stem)
  const date = found?.date
  const words = (found ? stem.replace(found.text, ' ') : stem)
    .replace(/[-_.]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\d{1,3} (?=\p{L})/u, '')
  const title =
    words === '' ? `Meeting${date ? ` of ${formatDay(date)}` : ''}` : words[0]?.toUpperCase() + words.slice(1)
  return { date, title }
}

const findDate = (stem: string): { date: string; text: string } | undefined => {
  const call = recorded.exec(stem)
  if (call) {
    const [text, year, month, day, hour, minute, second] = call
    const date = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
    const isReal = isRealDay(Number(year), Number(month), Number(day)) && !Number.isNaN(Date.parse(date))
    return isReal ? { text, date } : undefined
  }
  const match = dashed.exec(stem) ?? packed.exec(stem)
  if (!match) return undefined
  const [text, year, month, day] = match
  return isRealDay(Number(year), Number(month), Number(day)) ? { text, date: `${year}-${month}-${day}` } : undefined
}

const isRealDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
