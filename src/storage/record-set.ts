import { Prisma } from './generated/client.ts'

/**
 * Rows as one parameter: `FROM ${rowsOf(rows, 'id uuid, name text')}` reads them under the alias `r`. A statement has
 * one shape however many rows there are.
 */
export const rowsOf = (rows: readonly Record<string, unknown>[], columns: string): Prisma.Sql =>
  Prisma.sql`json_to_recordset(${JSON.stringify(rows, plainNumbers)}::json) AS r(${Prisma.raw(columns)})`

const plainNumbers = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
