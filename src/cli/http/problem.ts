import { z } from 'zod'
import { type CliError, failure, usageError } from '../errors.ts'
import { clean } from '../render/text.ts'

const problemSchema = z.looseObject({
  title: z.string().optional(),
  detail: z.string().optional(),
  code: z.string().optional(),
  requestId: z.string().optional(),
  errors: z.array(z.looseObject({ path: z.string().default(''), message: z.string() })).default([]),
})

/** What the person at the terminal can do about it. */
const waysOut: Readonly<Record<string, string>> = {
  unauthorized: 'Pass a valid key with --key or THROUGHLINE_KEY; `throughline doctor` shows which one is used.',
  forbidden: 'Make a key with the missing scope: `throughline keys create --scopes …`.',
  not_found: 'Check the id; `throughline entities`, `meetings` and `runs` list what there is.',
  gone: 'It was deleted; submit it again if it should come back.',
  payload_too_large: 'Split the transcript, or raise MAX_TRANSCRIPT_BYTES on the server.',
  empty_transcript: 'Nothing was left to read after parsing; check the format of the file.',
  rate_limited: 'Wait until the runs under way have ended, then try again.',
  overloaded: 'The server is catching up; try again in a minute.',
  storage_unavailable: 'The database cannot be reached just now; try again in a minute.',
  idempotency_mismatch: 'Use another --idempotency-key, or send the same content.',
  internal: 'The request id finds the cause in the server’s log.',
}

/** Problem details as one paragraph: what happened, which fields, the way out, the id to quote. */
export const problemToError = (status: number, body: unknown): CliError => {
  const parsed = problemSchema.safeParse(body)
  const problem = parsed.success ? parsed.data : { errors: [] }
  const what = problem.detail || problem.title || `The server answered ${status}.`
  const fields = problem.errors.map((error) => (error.path ? `${error.path}: ${error.message}` : error.message))
  const sentences = [
    sentence(what),
    ...fields.filter((field) => !what.includes(field)).map(sentence),
    problem.code ? waysOut[problem.code] : undefined,
    `(${[problem.code ?? status, problem.requestId && `request ${problem.requestId}`].filter(Boolean).join(', ')})`,
  ]
  const message = clean(sentences.filter(Boolean).join(' '))
  return problem.code === 'invalid_request' || problem.code === 'invalid_json' || problem.code === 'unknown_reference'
    ? usageError(message)
    : failure(message)
}

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`)
