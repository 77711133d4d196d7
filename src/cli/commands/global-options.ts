import { Command, InvalidArgumentError } from 'commander'

/** A subcommand; the options that every command takes stand on the program. */
export const newCommand = (name: string, description: string): Command =>
  new Command(name).description(description).helpCommand(false).allowExcessArguments(false)

export const positiveInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Write a whole number from 1.')
  return value
}

const moment = /^\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2}))?$/

/** A day, or an instant with its offset. */
export const dayOrInstant = (text: string): string => {
  if (moment.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new InvalidArgumentError('Write a day (2026-03-04) or an instant with its offset (2026-03-04T15:00:00+01:00).')
}

export const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)

/** A day or an instant as the API takes moments; a day is its beginning in UTC. */
export const instantOf = (when: string | undefined): string | undefined =>
  when === undefined ? undefined : new Date(when).toISOString()
