import { createHash } from 'node:crypto'

/** The part of a chat completion request that decides its answer. */
export type AskedOf = {
  messages: readonly { role: string; content: unknown }[]
  response_format?: { json_schema?: { name?: string; schema?: unknown } }
}

/** Names one question exactly: its messages and the schema of its answer. */
export const exactKey = ({ messages, response_format: format }: AskedOf): string =>
  shortHash([messages, format?.json_schema?.schema ?? format ?? null])

/**
 * Names what is asked about, not the words of the instructions: the task and what the user part holds. So a recorded
 * answer outlives a change of the vocabularies that a prompt shows; a new version of a prompt has to be answered anew.
 */
export const questionKey = ({ messages, response_format: format }: AskedOf): string =>
  shortHash([
    format?.json_schema?.name ?? null,
    messages.filter(({ role }) => role !== 'system').map(({ role, content }) => [role, content]),
  ])

/** The task of a question. */
export const taskOf = ({ response_format: format }: AskedOf): string => format?.json_schema?.name ?? ''

const shortHash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)
