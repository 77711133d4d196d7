import { collect } from './collect.ts'
import type { Output } from './output.ts'
import { type Column, renderTable, tableFooter } from './render/table.ts'

/** Prints what a list answers as a table with its count below, and each item as a document for machines as it comes. */
export const printList = async <Row extends object>(
  out: Output,
  rows: AsyncIterable<Row>,
  { columns, one, many }: { columns: readonly Column<Row>[]; one: string; many: string },
): Promise<void> => {
  const found = await collect(rows, out.emit)
  if (found.length > 0) out.print(renderTable(columns, found, out))
  out.print(tableFooter(found.length, one, many, out))
}
