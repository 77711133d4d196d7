import { createHash } from 'node:crypto'

/** The part of a chat completion request that decides its answer. */
export type AskedOf = {
  messages: readonly unknown[]
  response_format?: unknown
}

/** The same question has the same key: its messages and the schema of its answer, whatever the model and its settings. */
export const replyKey = ({ messages, response_format: format }: AskedOf): string => {
  const schema = (format as { json_schema?: { schema?: unknown } } | undefined)?.json_schema?.schema ?? format ?? null
  return createHash('sha256')
    .update(JSON.stringify([messages, schema]))
    .digest('hex')
    .slice(0, 24)
}
