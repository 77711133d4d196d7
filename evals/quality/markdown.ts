/** A table of Markdown: the first row is its head, the first column stands left, the others right. */
export const markdownTable = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...body.map(line)].join('\n')
}

/** Counts of pairs, rows against columns in the order of their names; no count is an empty cell. */
export const markdownMatrix = (corner: string, pairs: readonly (readonly [row: string, column: string])[]): string => {
  const rows = [...new Set(pairs.map(([row]) => row))].sort()
  const columns = [...new Set(pairs.map(([, column]) => column))].sort()
  const count = (row: string, column: string): string =>
    String(pairs.filter((pair) => pair[0] === row && pair[1] === column).length || '')
  return markdownTable([
    [corner, ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => count(row, column))]),
  ])
}

/** A share in points of 100 with one decimal; a dash where there was nothing to count. */
export const points = (share: number | null): string => (share === null ? '–' : (100 * share).toFixed(1))

export const shareOf = (part: number, whole: number): string => points(whole === 0 ? null : part / whole)
