/** Rows of RFC 4180, character by character: knows nothing of how the product writes them. */
export const parseCsv = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let at = 0
  const endCell = (): void => {
    row.push(cell)
    cell = ''
  }
  while (at < text.length) {
    const sign = text[at]
    if (sign === '"' && cell === '') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error('a quoted cell does not end')
        if (text[at] !== '"') cell += text[at]
        else if (text[at + 1] === '"') cell += text[at++]
        else break
      }
      at += 1
      if (at < text.length && text[at] !== ',' && text[at] !== '\r') throw new Error(`after a quoted cell: ${text[at]}`)
    } else if (sign === ',') {
      endCell()
      at += 1
    } else if (sign === '\r' && text[at + 1] === '\n') {
      endCell()
      rows.push(row)
      row = []
      at += 2
    } else if (sign === '"' || sign === '\n' || sign === '\r') throw new Error(`bare ${JSON.stringify(sign)} at ${at}`)
    else {
      cell += sign
      at += 1
    }
  }
  if (cell !== '' || row.length > 0) throw new Error('the last row does not end in CRLF')
  return rows
}
