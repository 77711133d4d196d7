import { z } from 'zod'

/** What a key of a tenant may do. Every route names exactly one; a route without one cannot be declared. */
export const tenantScopes = ['ingest', 'read', 'query', 'admin', 'replay', 'erase'] as const

/** `operate` looks across tenants, so that only who runs the installation has it. */
export const scopes = [...tenantScopes, 'operate'] as const

export const scopeSchema = z
  .enum(scopes)
  .describe(
    'ingest: submit meetings, import, correct and merge · read: every GET of the record · query: search and questions · ' +
      'admin: keys, tracking models, personas, webhooks, queues · replay: reprocess, resume, cancel, replay · erase: delete and erase · operate: the queues of all tenants',
  )

export type Scope = z.infer<typeof scopeSchema>
