import { csvLine } from './csv.ts'

/** One JSON object a line, its fields in the order of the columns. */
export async function* toJsonLines(columns: readonly string[], pages: AsyncIterable<object[]>): AsyncGenerator<string> {
  for await (const rows of pages)
    yield rows
      .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, fieldOf(row, name)])))}\n`)
      .join('')
}

export async function* toCsv(columns: readonly string[], pages: AsyncIterable<object[]>): AsyncGenerator<string> {
  yield csvLine(columns)
  for await (const rows of pages) yield rows.map((row) => csvLine(columns.map((name) => fieldOf(row, name)))).join('')
}

const fieldOf = (row: object, name: string): unknown => (row as Record<string, unknown>)[name] ?? null
