import type { Cut, ExportFilter, PageOf } from '../../storage/export/cut.ts'
import type { Tx } from '../../storage/tx.ts'

/** What every reading of an export needs: whose, up to where, and how pages are read. */
export type Reading = {
  tenantId: string
  cut: Cut
  filter: ExportFilter
  /** One short transaction; none is open while a page is on its way to the client. */
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  pageSize: number
  /** Fires when nobody wants the rest. */
  signal: AbortSignal
}

/** All rows, page by page: the next one is read when the one before has been taken. */
export async function* pagesOf<Row>(
  page: PageOf<Row>,
  { tenantId, cut, filter, read, pageSize, signal }: Reading,
): AsyncGenerator<Row[]> {
  let after: Row | undefined
  for (;;) {
    if (signal.aborted) return
    const rows = await read((tx) => page(tx, tenantId, { cut, filter, after, limit: pageSize }))
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)
  }
}
