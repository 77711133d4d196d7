import { entityType } from '../../src/cli/api-types.ts'
import type { Session } from '../../src/cli/session.ts'

export type Thing = { id: string; name: string; type: string }

/** How a user would name the thing at the prompt: by name alone where that is clear, else with its type, else by id. */
export const refer = async ({ client }: Session, { id, name, type }: Thing): Promise<string[]> => {
  const same: Thing[] = []
  for await (const entity of client.list('/v1/entities', entityType, { q: name }, 20))
    if (entity.name.toLowerCase() === name.toLowerCase()) same.push(entity)
  if (same.length <= 1) return [name]
  return same.filter((entity) => entity.type === type).length === 1 ? [name, '--type', type] : [id]
}
