/**
 * RFC 4180: commas, CRLF, a header row, texts in quotation marks. Numbers and truth values stand bare; what has parts is
 * JSON in one cell.
 */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  return `"${harmless(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`
}

const number = /^-?\d+(\.\d+)?$/
/** What spreadsheets take for the beginning of a formula, in both widths. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** A spreadsheet computes a text that begins like a formula, unless an apostrophe comes first. */
const harmless = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text)
