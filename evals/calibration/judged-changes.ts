import type { Detail } from '../grade.ts'

/** A change that was reported, how sure the record was of it, and whether the labels have it so. */
export type JudgedChange = { confidence: number; right: boolean }

const wrong = new Set(['change found', 'false alarm', 'unlisted change', 'wrong value', 'trap taken', 'unknown entity'])

/** Every reported change, judged strictly: what the labels do not know is wrong, and so is another state. */
export const judgedChanges = (detail: Detail): JudgedChange[] => {
  const rows: { verdict: string; said: { confidence?: number | undefined } | null; right: boolean }[] =
    detail.kind === 'states'
      ? detail.all.judgements.map((row) => ({ ...row, right: row.verdict === 'change found' && row.toRight }))
      : detail.score.judgements.map((row) => ({ ...row, right: row.verdict === 'right' }))
  return rows.flatMap(({ verdict, said, right }) =>
    (right || wrong.has(verdict)) && said?.confidence !== undefined ? [{ confidence: said.confidence, right }] : [],
  )
}
