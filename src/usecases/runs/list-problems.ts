import { z } from 'zod'
import { remedyFor } from '../../domain/run/remedies.ts'
import { readRunProblems } from '../../storage/find-runs.ts'
import type { TenantWork } from '../tenant-work.ts'
import { instant, iso } from '../views/common.ts'

const mostKinds = 200

export const runProblemsView = z
  .object({
    items: z.array(
      z.object({
        status: z.enum(['parked', 'failed']),
        code: z.string(),
        step: z.string().nullable(),
        runs: z.int(),
        firstAt: instant.describe('When the first of them ended'),
        lastAt: instant,
        example: z.object({ runId: z.uuid(), meetingId: z.uuid().nullable(), message: z.string() }),
        remedy: z.string().describe('What to do about them'),
      }),
    ),
  })
  .meta({ id: 'RunProblems' })

/** Runs that wait for somebody, by what stopped them; the most frequent first. */
export const createListProblems =
  (read: TenantWork) =>
  async ({ tenantId }: { tenantId: string }): Promise<z.infer<typeof runProblemsView>> => {
    const rows = await read(tenantId, (tx) => readRunProblems(tx, tenantId, mostKinds))
    return {
      items: rows.map(({ status, code, step, runs, ...row }) => ({
        ...{ status: status as 'parked' | 'failed', code, step, runs },
        ...{ firstAt: iso(row.firstAt), lastAt: iso(row.lastAt) },
        example: { runId: row.exampleRunId, meetingId: row.exampleMeetingId, message: row.message },
        remedy: remedyFor(code),
      })),
    }
  }
