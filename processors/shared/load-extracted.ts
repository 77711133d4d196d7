import type { ChunkExtraction } from '../../src/analysis/analyst.ts'
import { readMemos } from '../../src/storage/memos.ts'
import { readStepResult } from '../../src/storage/steps.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { StepContext } from '../outcome.ts'
import type { Extracted } from './carried.ts'

/** What `extract` of this run has found, from where it is stored. */
export const loadExtracted = async (
  tx: Tx,
  { tenantId, runId, meetingId }: Pick<StepContext, 'tenantId' | 'runId'> & { meetingId: string },
): Promise<Extracted> => {
  const result = await readStepResult(tx, { tenantId, runId, step: 'extract' })
  const keys = (result?.memoKeys ?? []) as string[]
  const memos = await readMemos(tx, tenantId, meetingId, keys)
  return {
    chunks: keys.flatMap((key) => (memos.get(key) as ChunkExtraction | undefined) ?? []),
    engineVersion: String(result?.engineVersion ?? ''),
  }
}
