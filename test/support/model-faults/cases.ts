import { taskOf } from '../scripted-reader.ts'
import { type Exchange, type Spoil, send } from './fault-proxy.ts'

export type FaultCase = {
  /** What the provider does. */
  does: string
  /** In the names of the case's tasks, so that every question about its meeting can be told. */
  code: string
  spoil: Spoil
  /** What has to come of the meeting: read by the model all the same, partly by rules, or wholly by rules. */
  engine: 'llm' | 'mixed' | 'offline'
  /** Findings that have to be dropped and counted. */
  dropped?: number
}

const failing = (status: number, message: string, headers?: Record<string, string>): Spoil => {
  const body = JSON.stringify({ error: { message, type: 'error', code: null } })
  return ({ response }) => send(response, status, body, headers)
}

/** Only the first questions about the meeting fail. */
const first =
  (count: number, spoil: Spoil): Spoil =>
  (exchange) =>
    exchange.nth < count && spoil(exchange)

/** Only questions of these tasks. */
const only =
  (tasks: readonly string[], spoil: Spoil): Spoil =>
  (exchange) =>
    tasks.includes(taskOf(exchange.asked)) && spoil(exchange)

/** The right reply with something done to it. */
const rewriting =
  (change: (reply: Reply) => void): Spoil =>
  async ({ response, answer }) => {
    const reply = JSON.parse(await answer()) as Reply
    change(reply)
    return send(response, 200, JSON.stringify(reply))
  }

type Reply = {
  choices: { message: { content: string | null; refusal?: string | null }; finish_reason: string }[]
  usage?: unknown
}

/** The right answer with something done to its text. */
const rewording = (change: (text: string) => string): Spoil =>
  rewriting(({ choices: [choice] }) => {
    if (choice) choice.message.content = change(choice.message.content ?? '')
  })

/** The right answer with something done to what it says; only where it is about states. */
const retelling = (change: (answer: { observations: Record<string, unknown>[] }) => void): Spoil =>
  only(
    ['extract_observations'],
    rewording((text) => {
      const answer = JSON.parse(text) as { observations: Record<string, unknown>[] }
      change(answer)
      return JSON.stringify(answer)
    }),
  )

const beginning = ({ response }: Exchange): void => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
  response.write('{"id":"chatcmpl-1","choices":[{"message":{"content":"')
}

const dripping: Spoil = (exchange) => {
  beginning(exchange)
  const timer = setInterval(() => exchange.response.write('x'), 100)
  exchange.response.on('close', () => clearInterval(timer))
  return true
}

const reset: Spoil = (exchange) => {
  beginning(exchange)
  setTimeout(() => exchange.response.socket?.resetAndDestroy(), 20)
  return true
}

const refused: Spoil = ({ response }) => {
  response.socket?.resetAndDestroy()
  return true
}

/** 20 MB of an answer, as fast as they are taken. */
const flooding: Spoil = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"choices":[{"message":{"content":"')
  const megabyte = 'x'.repeat(1_048_576)
  let sent = 0
  const more = (): void => {
    while (sent < 20 && response.writable) {
      sent += 1
      if (!response.write(megabyte)) return void response.once('drain', more)
    }
    response.end('"},"finish_reason":"stop"}]}')
  }
  more()
  return true
}

const contextTooLong = failing(400, "This model's maximum context length is 8192 tokens, however you requested 9000.")

/** Everything that a provider was seen to do. Each case is a meeting of its own. */
export const faultCases: readonly FaultCase[] = [
  {
    does: '429 with Retry-After, twice',
    code: 'LATER',
    spoil: first(2, failing(429, 'slow down', { 'retry-after': '1' })),
    engine: 'llm',
  },
  { does: '429 without Retry-After, twice', code: 'BURST', spoil: first(2, failing(429, 'slow down')), engine: 'llm' },
  { does: '500 twice, then well', code: 'HICCUP', spoil: first(2, failing(500, 'oops')), engine: 'llm' },
  { does: '500 always', code: 'BROKEN', spoil: failing(500, 'oops'), engine: 'offline' },
  { does: '503 always', code: 'BUSY', spoil: failing(503, 'overloaded'), engine: 'offline' },
  { does: 'refuses or drops the connection', code: 'REFUSED', spoil: refused, engine: 'offline' },
  { does: 'cuts the connection in the middle of the body', code: 'RESET', spoil: reset, engine: 'offline' },
  { does: 'sends a byte now and then (slow loris)', code: 'LORIS', spoil: dripping, engine: 'offline' },
  { does: 'hangs', code: 'HANGS', spoil: () => true, engine: 'offline' },
  {
    does: 'answers with JSON that is cut off, once',
    code: 'CUTOFF',
    spoil: first(
      1,
      rewording((text) => text.slice(0, text.length / 2)),
    ),
    engine: 'llm',
  },
  {
    does: 'answers with JSON that is cut off, always',
    code: 'HALVES',
    spoil: rewording((text) => text.slice(0, text.length / 2)),
    engine: 'offline',
  },
  {
    does: 'puts a fence around its JSON',
    code: 'FENCED',
    spoil: rewording((text) => `\`\`\`json\n${text}\n\`\`\``),
    engine: 'llm',
  },
  {
    does: 'talks before and after its JSON',
    code: 'CHATTY',
    spoil: rewording((text) => `Sure, here it is:\n${text}\nAnything else?`),
    engine: 'llm',
  },
  {
    does: 'answers with a choice that was not offered',
    code: 'ENUM',
    dropped: 1,
    spoil: first(
      2,
      retelling(({ observations }) => Object.assign(observations[0] ?? {}, { modality: 'certainly' })),
    ),
    engine: 'llm',
  },
  {
    does: 'leaves a field out, once',
    code: 'FIELD',
    spoil: first(
      2,
      retelling(({ observations }) => void delete observations[0]?.quote),
    ),
    engine: 'llm',
  },
  {
    does: 'cites a line and a thing that were not offered',
    code: 'IDS',
    dropped: 1,
    spoil: retelling(({ observations }) => void observations.push({ ...observations[0], segment: 999, thing: 77 })),
    engine: 'llm',
  },
  {
    does: 'invents a quote',
    code: 'QUOTE',
    dropped: 1,
    spoil: retelling(
      ({ observations }) =>
        void observations.push({ ...observations[0], quote: 'all of it was finished years ago by somebody else' }),
    ),
    engine: 'llm',
  },
  { does: 'answers nothing', code: 'EMPTY', spoil: rewording(() => ''), engine: 'offline' },
  {
    does: 'refuses',
    code: 'REFUSES',
    spoil: rewriting(({ choices: [choice] }) =>
      Object.assign(choice?.message ?? {}, { content: null, refusal: 'I cannot help with that.' }),
    ),
    engine: 'offline',
  },
  {
    does: 'filters',
    code: 'FILTERS',
    spoil: rewriting(({ choices: [choice] }) => Object.assign(choice ?? {}, { finish_reason: 'content_filter' })),
    engine: 'offline',
  },
  {
    does: 'stops at its limit of length, once',
    code: 'LENGTH',
    spoil: first(
      1,
      rewriting(({ choices: [choice] }) => Object.assign(choice ?? {}, { finish_reason: 'length' })),
    ),
    engine: 'llm',
  },
  { does: 'finds the question too long', code: 'CONTEXT', spoil: contextTooLong, engine: 'offline' },
  { does: 'answers with 20 MB', code: 'FLOOD', spoil: flooding, engine: 'offline' },
  {
    does: 'answers with bytes that are no text',
    code: 'BYTES',
    spoil: ({ response }) => send(response, 200, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x7d])),
    engine: 'offline',
  },
  {
    does: 'answers with a page of HTML',
    code: 'HTML',
    spoil: ({ response }) => send(response, 200, '<html>It works!</html>', { 'content-type': 'text/html' }),
    engine: 'offline',
  },
  {
    does: 'counts tokens that cannot be',
    code: 'TOKENS',
    spoil: rewriting((reply) => {
      reply.usage = { prompt_tokens: -5, completion_tokens: 1.5, total_tokens: 0 }
    }),
    engine: 'llm',
  },
  {
    does: 'counts no tokens',
    code: 'SILENT',
    spoil: rewriting((reply) => {
      delete reply.usage
    }),
    engine: 'llm',
  },
  {
    does: 'passes on that its own provider failed, twice',
    code: 'UPSTREAM',
    spoil: first(2, failing(400, 'Provider returned error')),
    engine: 'llm',
  },
  { does: 'does not know the key', code: 'KEY', spoil: failing(401, 'Incorrect API key provided'), engine: 'offline' },
  { does: 'has no credit left', code: 'CREDIT', spoil: failing(402, 'Insufficient credits'), engine: 'offline' },
  {
    does: 'fails for summaries alone',
    code: 'SUMMARY',
    spoil: only(['summarize_meeting'], failing(500, 'oops')),
    engine: 'mixed',
  },
]
