import type { TaskHabits } from './read-habits.ts'

type Asked = { task: string; calls: number; tokens: { output: number } }

/** Where nothing was measured: until the first word, and for each token of the answer. */
const firstWordMs = 800
const perTokenMs = 15

/**
 * How long the calls of a meeting take when nothing else is going on: chunks are read side by side, then the record is
 * judged and explained while the summaries are written. Milliseconds.
 */
export const wallTime = (tasks: readonly Asked[], habits: TaskHabits, parallelCalls: number): number => {
  const timeOf = (...names: string[]): number => {
    const some = tasks.filter((task) => names.includes(task.task) && task.calls > 0)
    const calls = some.reduce((sum, task) => sum + task.calls, 0)
    if (calls === 0) return 0
    const busyMs = some.reduce((sum, task) => sum + task.calls * latencyOf(task, habits), 0)
    return Math.ceil(calls / parallelCalls) * (busyMs / calls)
  }
  const record = timeOf('judge_names') + timeOf('judge_values') + timeOf('explain_transitions')
  const summaries = timeOf('summarize_part') + timeOf('summarize_meeting')
  return Math.round(timeOf('extract_observations', 'extract_insights') + Math.max(record, summaries))
}

const latencyOf = ({ task, calls, tokens }: Asked, habits: TaskHabits): number =>
  habits[task]?.meanMs ?? firstWordMs + (tokens.output / calls) * perTokenMs
