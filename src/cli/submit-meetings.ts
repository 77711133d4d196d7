import { basename } from 'node:path'
import { type ExitCode, exitCodes } from './errors.ts'
import type { Meeting } from './input/read-meetings.ts'
import { followRun } from './lookup/follow-run.ts'
import type { Job } from './progress/job.ts'
import { runAll } from './progress/run-all.ts'
import { describeEnd, describeProgress } from './render/run-line.ts'
import { cleanLine, padEnd, truncate, visibleWidth } from './render/text.ts'
import { type RunType, type SubmittedType, submittedType } from './run-types.ts'
import type { Session } from './session.ts'

export type SubmitOutcome = { label: string; submitted?: SubmittedType; run?: RunType; error?: Error }

/** Sends the meetings, shows how far each is, prints one line of data per meeting. Failures are outcomes, not errors. */
export const submitMeetings = async (
  session: Session,
  meetings: readonly Meeting[],
  options: { wait: boolean; parallel: number },
): Promise<SubmitOutcome[]> => {
  const outcomes: SubmitOutcome[] = meetings.map(({ label }) => ({ label }))
  const labels = alignedLabels(meetings)
  const jobs = meetings.map((meeting, index): Job => {
    const outcome = outcomes[index] as SubmitOutcome
    return {
      label: labels[index] ?? '',
      work: (report) => submitOne(session, meeting, outcome, options.wait, report),
    }
  })
  await runAll(jobs, { parallel: options.parallel, stderr: session.deps.stderr })
  for (const outcome of outcomes) {
    session.out.emit(toData(outcome))
    if (outcome.submitted && !options.wait) session.out.print(`${outcome.submitted.runId}  ${outcome.label}`)
  }
  return outcomes
}

const submitOne = async (
  session: Session,
  meeting: Meeting,
  outcome: SubmitOutcome,
  wait: boolean,
  report: (text: string) => void,
): Promise<string> => {
  try {
    const submitted = await session.client.post('/v1/meetings', submittedType, { body: meeting.body })
    outcome.submitted = submitted
    const known = submitted.created ? '' : ' (was there already)'
    if (!wait) return `accepted${known}`
    for await (const run of followRun(session, submitted.runId, session.deps.signal)) {
      outcome.run = run
      report(describeProgress(run))
    }
    if (!outcome.run || isLost(outcome.run)) throw new Error(outcome.run ? describeEnd(outcome.run) : 'the run is gone')
    return describeEnd(outcome.run) + known
  } catch (error) {
    outcome.error = error as Error
    throw error
  }
}

const isLost = (run: RunType): boolean => run.status !== 'completed' && run.status !== 'completed_with_gaps'

const widestLabel = 40

/** File names of one width, so that the bars behind them stand in a column. */
const alignedLabels = (meetings: readonly Meeting[]): string[] => {
  const names = meetings.map((meeting) => truncate(cleanLine(basename(meeting.label)), widestLabel))
  const width = Math.max(...names.map(visibleWidth))
  return names.map((name) => padEnd(name, width))
}

const toData = ({ label, submitted, run, error }: SubmitOutcome) => ({
  file: label,
  ...submitted,
  ...(run ? { status: run.status, run } : {}),
  ...(error ? { error: error.message } : {}),
})

/** Pure: all well 0, nothing well 1, in between 3. */
export const exitCodeOf = (outcomes: readonly SubmitOutcome[]): ExitCode => {
  const failed = outcomes.filter((outcome) => outcome.error).length
  if (failed === outcomes.length) return exitCodes.failed
  const gaps = outcomes.some((outcome) => outcome.run?.status === 'completed_with_gaps')
  return failed > 0 || gaps ? exitCodes.partial : exitCodes.ok
}
