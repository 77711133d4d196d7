import { createHash } from 'node:crypto'

/** Statements of generated text (lists of values) have no end; a server keeps the plan of each named one. */
const mostNames = 400

/**
 * Names statements by their text, so that each connection parses and plans one only once: for short statements that
 * is most of what they cost. Texts beyond the first few hundred stay unnamed.
 */
export const createStatementNames = (): ((query: { sql: string }) => string) => {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= mostNames) return ''
    const name = `s${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`
    names.set(sql, name)
    return name
  }
}
