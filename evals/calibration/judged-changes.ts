import type { Detail } from '../grade.ts'
import type { Grounds } from '../outcome.ts'

/** A change that was reported, how sure the record was of it, and whether the labels have it so. */
export type JudgedChange = { confidence: number; right: boolean }

/** The same with what it was told from. */
export type GroundedChange = JudgedChange & { meetingId: string; grounds: Grounds }

const wrong = new Set(['change found', 'false alarm', 'unlisted change', 'wrong value', 'trap taken', 'unknown entity'])

type Row = { meetingId: string; verdict: string; right: boolean } & {
  said: { confidence?: number | undefined; grounds?: Grounds | undefined } | null
}

/** Every reported change, judged strictly: what the labels do not know is wrong, and so is another state. */
export const judgedChanges = (detail: Detail): JudgedChange[] =>
  reported(detail).map(({ confidence, right }) => ({ confidence, right }))

/** Those of them that the rules read. */
export const groundedChanges = (detail: Detail): GroundedChange[] =>
  reported(detail).flatMap(({ grounds, ...change }) => (grounds ? [{ ...change, grounds }] : []))

const reported = (detail: Detail): (JudgedChange & { meetingId: string; grounds: Grounds | undefined })[] => {
  const rows: Row[] =
    detail.kind === 'states'
      ? detail.all.judgements.map((row) => ({ ...row, right: row.verdict === 'change found' && row.toRight }))
      : detail.score.judgements.map((row) => ({ ...row, right: row.verdict === 'right' }))
  return rows.flatMap(({ meetingId, verdict, said, right }) =>
    (right || wrong.has(verdict)) && said?.confidence !== undefined
      ? [{ meetingId, confidence: said.confidence, grounds: said.grounds, right }]
      : [],
  )
}
