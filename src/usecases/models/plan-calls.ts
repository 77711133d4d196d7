/** Questions that the transcript alone decides, as a rehearsal counted them. */
export type CountedQuestions = readonly { task: string; calls: number; input: number }[]

/** How a task went lately: how often for each chunk, and how long its questions and answers were. */
export type TaskHistory = { callsPerChunk: number; inputPerCall: number; outputPerCall: number }

export type PlannedTask = {
  task: string
  calls: number
  /** Tokens of all of its calls. */
  input: number
  output: number
  basis: 'assumed' | 'history'
}

export type Plan = {
  chunks: number
  transcriptTokens: number
  questions: CountedQuestions
  /** Steps of the run. */
  steps: ReadonlySet<string>
  /** Transitions in one question. */
  batchSize: number
}

/** Tokens of an answer where nothing was measured: a part that is always there, and a share of the question. */
const answers: Readonly<Record<string, { least: number; share: number }>> = {
  extract_observations: { least: 150, share: 0.12 },
  extract_insights: { least: 150, share: 0.15 },
  judge_names: { least: 300, share: 0 },
  judge_values: { least: 200, share: 0 },
  explain_transitions: { least: 900, share: 0 },
  summarize_part: { least: 100, share: 0.1 },
  summarize_meeting: { least: 900, share: 0 },
}
/** Tokens of a question about the record where nothing was measured. */
const questions: Readonly<Record<string, number>> = {
  judge_names: 1_500,
  judge_values: 1_000,
  explain_transitions: 6_000,
}
/** Tokens of talk for one change of state, where nothing was measured yet. */
const tokensPerTransition = 400

/**
 * All calls of a meeting. What its words decide was counted; what only the record decides (which names and values are in
 * doubt, how many changes there are) and the length of answers are as they were lately, else assumed.
 */
export const planCalls = (plan: Plan, history: Readonly<Record<string, TaskHistory | undefined>>): PlannedTask[] => {
  const counted = plan.questions.map(({ task, calls, input }): PlannedTask => {
    const [before, assumed] = [history[task], answers[task] ?? { least: 0, share: 0 }]
    const output = before ? calls * before.outputPerCall : calls * assumed.least + input * assumed.share
    return { task, calls, input, output: Math.round(output), basis: before ? 'history' : 'assumed' }
  })
  const ofRecord = (task: string, assumedCalls: number): PlannedTask => {
    const before = history[task]
    const calls = before ? Math.round(before.callsPerChunk * plan.chunks) : assumedCalls
    const input = calls * (before?.inputPerCall ?? questions[task] ?? 0)
    const output = calls * (before?.outputPerCall ?? answers[task]?.least ?? 0)
    return { task, calls, input: Math.round(input), output: Math.round(output), basis: before ? 'history' : 'assumed' }
  }
  const some = plan.chunks > 0 ? 1 : 0
  const transitions = Math.ceil(plan.transcriptTokens / tokensPerTransition)
  return [
    ...counted,
    ofRecord('judge_names', some),
    ofRecord('judge_values', some),
    ...(plan.steps.has('reason') ? [ofRecord('explain_transitions', Math.ceil(transitions / plan.batchSize))] : []),
  ].filter((task) => task.calls > 0)
}
