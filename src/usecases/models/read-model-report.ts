import { z } from 'zod'
import { type ModelReportRow, readModelReport } from '../../storage/read-model-report.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { Page } from '../views/common.ts'
import { shareOf } from '../views/money.ts'
import type { ModelReport } from '../views/usage-views.ts'
import { toFigures } from './to-figures.ts'

const hourMs = 3_600_000
const mostHours = 24 * 366

export const modelReportQuery = z.strictObject({
  ...pageQuery,
  hours: z.coerce.number().int().min(1).max(mostHours).default(24).describe('How far to look back'),
  task: z.string().max(60).optional(),
})

type Query = { tenantId: string } & z.infer<typeof modelReportQuery>

/** How each model did at each task lately: how often, how fast, how well, how dear. */
export const createReadModelReport =
  ({ read, now }: { read: TenantWork; now: () => Date }) =>
  ({ tenantId, hours, task, cursor, limit }: Query): Promise<Page<ModelReport>> => {
    const place = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string(), z.string()]))
    const filter = {
      since: new Date(now().getTime() - hours * hourMs),
      ...(task === undefined ? {} : { task }),
      ...(place === undefined ? {} : { after: { model: place[0], task: place[1] } }),
    }
    return read(tenantId, async (tx) => {
      const rows = await readModelReport(tx, tenantId, filter, limit + 1)
      return pageOf(rows, limit, toReport, (row) => [row.model, row.task])
    })
  }

const toReport = (row: ModelReportRow): ModelReport => ({
  model: row.model,
  task: row.task,
  ...toFigures(row),
  cachedAnswers: row.cachedAnswers,
  cacheHitShare: shareOf(row.cachedAnswers, row.cachedAnswers + row.calls),
  latency: { meanMs: whole(row.meanMs), p50Ms: whole(row.p50Ms), p95Ms: whole(row.p95Ms) },
  outcomes: row.outcomes,
})

const whole = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))
