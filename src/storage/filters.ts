import { Prisma } from './generated/client.ts'

/** ` AND <condition>` when the value is given, else nothing. */
export const when = <T>(value: T | undefined | null, condition: (value: T) => Prisma.Sql): Prisma.Sql =>
  value === undefined || value === null ? Prisma.empty : Prisma.sql` AND ${condition(value)}`

/** A LIKE pattern that finds the text anywhere, with its own % and _ taken literally. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
