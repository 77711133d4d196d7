import { z } from 'zod'

/** What a key may do. Every route names exactly one; a route without one cannot be declared. */
export const scopes = ['ingest', 'read', 'query', 'admin', 'replay', 'erase'] as const

export const scopeSchema = z
  .enum(scopes)
  .describe(
    'ingest: submit meetings, import, correct and merge · read: every GET of the record · query: search and questions · ' +
      'admin: keys, tracking models, personas, webhooks, queues · replay: reprocess, resume, cancel, replay · erase: delete',
  )

export type Scope = z.infer<typeof scopeSchema>
