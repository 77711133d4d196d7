import { readCut } from '../../storage/export/cut.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { actOn } from '../access/acting.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import { firstInstant } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { calendarMoment } from './calendar.ts'
import { toDueDates } from './due-dates.ts'
import { toCsv, toJsonLines } from './encode-rows.ts'
import type { ExportQuery } from './export-query.ts'
import { exportKinds } from './kinds.ts'
import { lumps } from './lumps.ts'
import type { Reading } from './pages.ts'
import { peek } from './peek.ts'
import { type ExportPlan, planExport } from './plan-export.ts'
import { decodePoint, encodePoint } from './point.ts'
import { rowPages } from './row-pages.ts'
import { toTasks } from './tasks.ts'
import { toRecord } from './to-record.ts'
import type { Turns } from './turns.ts'

type Deps = {
  read: TenantWork
  /** Writes who exports what into the audit log. */
  work: TenantWork
  modelInForce: ModelInForce
  turns: Turns
  pageSize?: number
}

export type Export = {
  contentType: string
  fileName: string
  /** Version of the record that it shows. */
  version: string
  /** Passed on, another export ends where this one does. */
  point: string
  /** The text; it throws where a part cannot be had. */
  texts: AsyncIterableIterator<string>
}

const contentTypes = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  md: 'text/markdown; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
} as const

const usualPageSize = 500

/**
 * Everything of one kind, as a text that is made while it is taken. It ends at the cut that is made here; the cut and the
 * entry in the audit log are one transaction, which is over before the first page is read.
 */
export const createExport =
  ({ read, work, modelInForce, turns, pageSize = usualPageSize }: Deps) =>
  async (
    caller: { tenantId: string; signal: AbortSignal },
    asked: { what: string; format: string; query: ExportQuery },
  ): Promise<Export> => {
    const { tenantId, signal } = caller
    const { point, ...query } = asked.query
    const plan = planExport(asked.what, asked.format, Object.keys(query))
    const leave = turns.enter(tenantId)
    try {
      const { cut, filter } = await work(tenantId, async (tx) => {
        actOn(`${plan.what}.${plan.format}`)
        const now = await readCut(tx, tenantId)
        const since =
          query.since === undefined ? undefined : firstInstant(query.since, await readTimeZone(tx, tenantId))
        const { type, series } = query
        return {
          cut: point === undefined ? now : decodePoint(point, now),
          filter: { since, type, series, superseded: query.superseded === 'true' },
        }
      })
      const reading: Reading = { ...{ tenantId, cut, filter, pageSize, signal }, read: (part) => read(tenantId, part) }
      const texts = lumps(textsOf(plan, reading, modelInForce))
      return {
        contentType: contentTypes[plan.format],
        fileName: `${plan.what}-${calendarMoment(cut.at)}.${plan.format}`,
        version: cut.version.toString(),
        point: encodePoint(cut),
        texts: await peek(thenLeave(texts, leave)),
      }
    } catch (error) {
      leave()
      throw error
    }
  }

const textsOf = (plan: ExportPlan, reading: Reading, modelInForce: ModelInForce): AsyncIterable<string> => {
  const { columns } = exportKinds[plan.what]
  if (plan.format === 'csv') return toCsv(columns, rowPages[plan.what](reading))
  if (plan.format === 'jsonl') return toJsonLines(columns, rowPages[plan.what](reading))
  if (plan.format === 'md') return toRecord(reading)
  return plan.what === 'insights' ? toTasks(reading) : dueDatesOf(reading, modelInForce)
}

async function* dueDatesOf(reading: Reading, modelInForce: ModelInForce): AsyncGenerator<string> {
  const model = await reading.read((tx) => modelInForce(tx, reading.tenantId))
  yield* toDueDates(reading, model)
}

async function* thenLeave(texts: AsyncIterable<string>, leave: () => void): AsyncGenerator<string> {
  try {
    yield* texts
  } finally {
    leave()
  }
}
