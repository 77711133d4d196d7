/** What of a meeting decides how much models are asked about it. */
export type ReadingShape = {
  /** Tokens of each chunk as it is shown, with what was said right before it. */
  chunkTokens: readonly number[]
  /** Whom insights are read for, and whom it is summarised for. */
  readers: number
  personas: number
  /** Steps of the run. */
  steps: ReadonlySet<string>
  /** Transitions in one question. */
  batchSize: number
}

/** How a task went lately; of those that the record decides on, how often for each chunk. */
export type TaskHistory = { callsPerChunk: number; inputPerCall: number; outputPerCall: number }

export type PlannedTask = {
  task: string
  calls: number
  /** Tokens of all of its calls. */
  input: number
  output: number
  basis: 'assumed' | 'history'
}

/** Tokens around the transcript in a question: rules, tracking model, calendar, examples, shape of the answer. */
const around: Readonly<Record<string, number>> = {
  extract_observations: 4_500,
  extract_insights: 3_000,
  judge_names: 1_500,
  judge_values: 1_000,
  explain_transitions: 6_000,
  summarize_part: 800,
  summarize_meeting: 2_500,
}
/** Tokens of an answer: a part that is always there, and a share of what was read. */
const answers: Readonly<Record<string, { least: number; share: number }>> = {
  extract_observations: { least: 150, share: 0.3 },
  extract_insights: { least: 150, share: 0.2 },
  judge_names: { least: 300, share: 0 },
  judge_values: { least: 200, share: 0 },
  explain_transitions: { least: 900, share: 0 },
  summarize_part: { least: 100, share: 0.12 },
  summarize_meeting: { least: 900, share: 0 },
}
/** Tokens of talk for one change of state, where nothing was measured yet. */
const tokensPerTransition = 400

/**
 * The questions that reading a meeting takes, by task. What its words decide is counted; what only the record decides
 * (which names and values are in doubt, how many changes there are) is taken from how it went lately, else assumed.
 */
export const planCalls = (
  shape: ReadingShape,
  history: Readonly<Record<string, TaskHistory | undefined>>,
): PlannedTask[] => {
  const chunks = shape.chunkTokens.length
  const read = shape.chunkTokens.reduce((sum, tokens) => sum + tokens, 0)
  const fromTalk = (task: string, times: number, talk = read): PlannedTask => {
    const calls = chunks * times
    const [asked, answered, before] = [around[task] ?? 0, answers[task], history[task]]
    const input = talk * times + calls * asked
    const output = before
      ? calls * before.outputPerCall
      : calls * (answered?.least ?? 0) + talk * times * (answered?.share ?? 0)
    return { task, calls, input: Math.round(input), output: Math.round(output), basis: before ? 'history' : 'assumed' }
  }
  const fromRecord = (task: string, assumedCalls: number): PlannedTask => {
    const before = history[task]
    const calls = before ? Math.round(before.callsPerChunk * chunks) : assumedCalls
    const input = calls * (before?.inputPerCall ?? around[task] ?? 0)
    const output = calls * (before?.outputPerCall ?? answers[task]?.least ?? 0)
    return { task, calls, input: Math.round(input), output: Math.round(output), basis: before ? 'history' : 'assumed' }
  }
  const transitions = Math.ceil(read / tokensPerTransition)
  const some = chunks > 0 ? 1 : 0
  const tasks = [
    fromTalk('extract_observations', 1),
    fromTalk('extract_insights', shape.readers),
    fromRecord('judge_names', some),
    fromRecord('judge_values', some),
    ...(shape.steps.has('reason') ? [fromRecord('explain_transitions', Math.ceil(transitions / shape.batchSize))] : []),
    ...(shape.steps.has('summarize')
      ? [
          ...(chunks > 1 ? [fromTalk('summarize_part', 1)] : []),
          { ...fromRecord('summarize_meeting', 0), ...summaries(shape, read, history.summarize_meeting) },
        ]
      : []),
  ]
  return tasks.filter((task) => task.calls > 0)
}

/** One for each persona; of a long meeting from the summaries of its parts, else from its words. */
const summaries = (shape: ReadingShape, read: number, before: TaskHistory | undefined) => {
  const calls = shape.chunkTokens.length === 0 ? 0 : shape.personas
  const talk = shape.chunkTokens.length > 1 ? read * (answers.summarize_part?.share ?? 0) : read
  return {
    calls,
    input: Math.round(calls * (talk + (around.summarize_meeting ?? 0))),
    output: Math.round(calls * (before?.outputPerCall ?? answers.summarize_meeting?.least ?? 0)),
  }
}
