import { z } from 'zod'
import type { Erasure } from '../../storage/erasures.ts'
import { id, instant, iso, isoOrNull } from './common.ts'

export const erasureView = z
  .object({
    id,
    subject: z.enum(['meeting', 'person', 'tenant']),
    subjectId: id.nullable(),
    status: z.enum(['running', 'done']),
    dryRun: z.boolean().describe('True: nothing was written; these are the numbers that it would have'),
    counts: z.record(z.string(), z.int()).describe('Rows that were removed or blanked, by table'),
    digest: z.string().describe('SHA-256 over the hashes of the removed rows'),
    verified: z.boolean().describe('Looked for remains afterwards and found none'),
    actor: z.string(),
    reason: z.string().nullable(),
    runId: id.nullable().describe('The run that does it, where it takes long'),
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Erasure' })
export type ErasureView = z.infer<typeof erasureView>

export const toErasureView = (erasure: Erasure, dryRun = false): ErasureView => {
  const { id: erasureId, subject, subjectId, status, counts, digest, verified, actor, reason, runId } = erasure
  const times = { createdAt: iso(erasure.createdAt), finishedAt: isoOrNull(erasure.finishedAt) }
  return { id: erasureId, subject, subjectId, status, dryRun, counts, digest, verified, actor, reason, runId, ...times }
}
