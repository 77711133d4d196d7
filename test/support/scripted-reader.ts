/** A question as an OpenAI-compatible server sees it. */
export type Asked = {
  messages: readonly { role: string; content: unknown }[]
  response_format?: { json_schema?: { name?: string; schema?: Record<string, unknown> } }
}

type Line = { index: number; speaker: string; text: string }

/**
 * What a model would answer that reads by four rules, so that everything which follows from its answers is known:
 * `TASK-7 is now blocked` states a status, `TASK-7 has left the harbour` means completed (rules of grammar do not know
 * that), `I will …` is promised by who says it, and `The risk is …` is one. Two names are never taken for one.
 */
export const answerOf = (asked: Asked): unknown => {
  const user = asked.messages.filter(({ role }) => role === 'user').map(({ content }) => String(content))
  const text = user[0] ?? ''
  switch (taskOf(asked)) {
    case 'extract_observations':
      return readObservations(linesOf(text))
    case 'extract_insights':
      return readInsights(linesOf(text), asked)
    case 'explain_transitions':
      return { reasons: idsOf(text, 'Change').map((id) => reasonOf(id)) }
    case 'judge_names':
    case 'judge_values':
      return { verdicts: idsOf(text, 'Pair').map((id) => verdictOf(id)) }
    case 'summarize_part':
      return {
        points: linesOf(text)
          .slice(0, 3)
          .map((line) => ({ text: line.text, segments: [line.index] })),
      }
    default:
      return summaryOf(text)
  }
}

/** The task of a question: the name of its answer's schema. */
export const taskOf = (asked: Asked): string => asked.response_format?.json_schema?.name ?? ''

/** Words of the talk, and the values of the tracking model that they are. */
const statuses: Readonly<Record<string, string>> = {
  planned: 'planned',
  'in progress': 'in_progress',
  blocked: 'blocked',
  parked: 'on_hold',
  done: 'completed',
  cancelled: 'cancelled',
}

function readObservations(lines: readonly Line[]) {
  const found = lines.flatMap((line) => {
    const stated = /\b([A-Z]+-\d+) is now (in progress|\w+)/.exec(line.text)
    const meant = /\b([A-Z]+-\d+) has left the harbour/.exec(line.text)
    const match = stated ?? meant
    const value = statuses[stated?.[2] ?? 'done']
    return match?.[1] && value !== undefined ? [{ line, name: match[1], quote: match[0], value }] : []
  })
  const names = [...new Set(found.map(({ name }) => name))]
  return {
    reading: `${names.length} things are spoken of.`,
    things: names.map((name, at) => ({ id: at + 1, type: 'task', name, other_names: [] })),
    observations: found.map(({ line, name, quote, value }) => ({
      segment: line.index,
      quote,
      thing: names.indexOf(name) + 1,
      says: `${line.speaker} says that it is ${value}, as a fact.`,
      modality: 'asserted',
      dimension: 'status',
      operation: 'set',
      value,
      since: null,
      certainty: 'explicit',
    })),
  }
}

/** Every kind that the schema asks for, so that kinds of a tracking model are answered too. */
function readInsights(lines: readonly Line[], asked: Asked) {
  const kinds = Object.keys((asked.response_format?.json_schema?.schema?.properties ?? {}) as object)
  const evidence = (line: Line, quote: string) => ({ segment: line.index, quote, certainty: 'explicit' })
  const promised = lines.flatMap((line) => {
    const [, work] = /^I will ([^.]+)/.exec(line.text) ?? []
    const item = { owner: line.speaker, dueDate: null, priority: 'normal', context: null, status: 'open' }
    return work ? [{ ...evidence(line, `I will ${work}`), description: work, ...item }] : []
  })
  const risks = lines.flatMap((line) => {
    const [, risk] = /The risk is ([^.]+)/.exec(line.text) ?? []
    return risk ? [{ ...evidence(line, `The risk is ${risk}`), risk, severity: 'medium', mitigation: null }] : []
  })
  const known: Record<string, unknown[]> = { action_item: promised, risk: risks }
  return Object.fromEntries(kinds.map((kind) => [kind, known[kind] ?? []]))
}

const reasonOf = (id: number) => ({
  id,
  thinking: 'The speaker reports it and gives a cause.',
  basis: 'said',
  reason: `The team reported it in the meeting because the work of change ${id} had moved on.`,
})

const verdictOf = (id: number) => ({
  id,
  reasoning: 'Nothing here tells that both are one.',
  verdict: 'unsure',
  certainty: 'weak',
})

function summaryOf(text: string) {
  const lines = linesOf(text)
  const segments = lines.slice(0, 3).map((line) => line.index)
  const said = lines.length > 0 ? `${lines.length} statements were made` : 'Points were made'
  const paragraph = `The team met to see where the work stands. ${said} and every one of them was noted.`
  return {
    thinking: 'A meeting about where the work stands.',
    title: { text: 'The team reviews where all of the work stands', segments },
    headline: { text: `${said} about the state of the work.`, segments },
    brief: { text: `${paragraph}\n\nWhat changed is in the record. The next meeting goes on from there.`, segments },
    detailed: { text: `${paragraph}\n\n${paragraph}`, segments },
    spotlight: { text: 'The state of the work was reported in full.', segments },
  }
}

/** The lines of the part that is to be read; what stands before it is not. */
function linesOf(text: string): Line[] {
  const [, part = ''] = /<<<TRANSCRIPT-\w+\n([\s\S]*?)\nTRANSCRIPT-\w+>>>/.exec(text) ?? []
  return part.split('\n').flatMap((line) => {
    const [, index, speaker, said] = /^\[(\d+)\] ([^:]+): (.*)$/.exec(line) ?? []
    return index && speaker && said ? [{ index: Number(index), speaker, text: said }] : []
  })
}

const idsOf = (text: string, label: string): number[] =>
  [...text.matchAll(new RegExp(`^${label} (\\d+):`, 'gm'))].map((match) => Number(match[1]))
