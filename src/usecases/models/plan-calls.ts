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
  summarize_part: { least: 100, share: 0.1 },
  summarize_meeting: { least: 900, share: 0 },
}
/** Questions about the record, where nothing was measured: as many tokens, and so many more for each change of state. */
const questions = {
  judge_names: { input: 1_500, perChange: 0, output: 300 },
  judge_values: { input: 1_000, perChange: 0, output: 200 },
  explain_transitions: { input: 900, perChange: 250, output: 200 },
} as const
/** Tokens of talk for one change of state, and of the answer about it, where nothing was measured yet. */
const tokensPerChange = { talk: 400, answer: 60 }

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
  const ofRecord = (task: keyof typeof questions, assumedCalls: number, changes = 0): PlannedTask => {
    const before = history[task]
    // Where chunks were read and the record was never in doubt, that is what is to be expected.
    const settled = history.extract_observations !== undefined
    const calls = before ? Math.round(before.callsPerChunk * plan.chunks) : settled ? 0 : assumedCalls
    const { input, perChange, output } = questions[task]
    const asked = before ? calls * before.inputPerCall : calls * input + changes * perChange
    const answered = before ? calls * before.outputPerCall : calls * output + changes * tokensPerChange.answer
    const basis = before || settled ? 'history' : 'assumed'
    return { task, calls, input: Math.round(asked), output: Math.round(answered), basis }
  }
  const some = plan.chunks > 0 ? 1 : 0
  const changes = Math.ceil(plan.transcriptTokens / tokensPerChange.talk)
  const batches = Math.ceil(changes / plan.batchSize)
  return [
    ...counted,
    ofRecord('judge_names', some),
    ofRecord('judge_values', some),
    ...(plan.steps.has('reason') ? [ofRecord('explain_transitions', batches, changes)] : []),
  ].filter((task) => task.calls > 0)
}
