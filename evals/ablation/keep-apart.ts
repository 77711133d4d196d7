import type { Entity } from '../../src/domain/entity/represent.ts'
import type { EdgeMethod } from '../../src/domain/name/edge.ts'
import { createNameBook } from '../../src/domain/name/name-book.ts'
import type { NameLink } from '../../src/domain/name/name-link.ts'
import { noStatements, type Statements } from '../../src/domain/record/statements.ts'
import type { TrackingModel } from '../../src/domain/tracking-model/model.ts'

/**
 * What a user would have to say so that no two names are one thing for these reasons: each such pair of names is
 * different. It is a little more than leaving out the reason, as pairs are kept apart that others would have joined.
 */
export const keepApart = (
  model: TrackingModel,
  entities: readonly Entity[],
  methods: readonly EdgeMethod[],
): Statements => {
  const book = createNameBook(model)
  if (methods.length === 0) return noStatements()
  for (const name of entities.flatMap((entity) => entity.names)) book.put(name)
  const links = new Map<string, NameLink>()
  for (const { id } of book.names())
    for (const neighbour of book.neighbours(id)) {
      if (neighbour.edge.strength === 'suggestion' || !methods.includes(neighbour.edge.method)) continue
      const [a, b] = id < neighbour.id ? [id, neighbour.id] : [neighbour.id, id]
      const link = `apart ${a} ${b}`
      links.set(link, { id: link, kind: 'different', origin: 'user', a, b, recorded: 0 })
    }
  return { ...noStatements(), links: [...links.values()] }
}
