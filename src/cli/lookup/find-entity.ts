import { type EntityType, entityType } from '../api-types.ts'
import { collect } from '../collect.ts'
import { failure, usageError } from '../errors.ts'
import { cleanLine } from '../render/text.ts'
import type { Session } from '../session.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const mostCandidates = 10

const isId = (text: string): boolean => uuid.test(text)

/** The entity behind an id or a name; several that fit are listed for the user to choose from, never guessed. */
export const findEntity = async (session: Session, text: string, type?: string): Promise<EntityType> => {
  const { client } = session
  if (isId(text)) return client.get(`/v1/entities/${text}`, entityType)
  const found = await collect(client.list('/v1/entities', entityType, { q: text, type }, mostCandidates))
  const choice = chooseEntity(text, found)
  if (choice.kind === 'none')
    throw failure(
      `Nothing is called "${text}"${type ? ` among ${type}` : ''}. \`throughline entities\` lists what there is.`,
    )
  if (choice.kind === 'many') throw usageError(ambiguous(text, choice.candidates))
  if (choice.kind === 'close') session.out.note(`taking "${cleanLine(choice.entity.name)}" for "${text}"`)
  return client.get(`/v1/entities/${choice.entity.id}`, entityType)
}

type Choice =
  | { kind: 'exact' | 'close'; entity: EntityType }
  | { kind: 'many'; candidates: EntityType[] }
  | { kind: 'none' }

/** Pure: one exact name or alias wins, else the only short form or candidate; anything else is for the user to say. */
const chooseEntity = (text: string, found: readonly EntityType[]): Choice => {
  const wanted = fold(text)
  const byName = found.filter((entity) => fold(entity.name) === wanted)
  const exact =
    byName.length > 0 ? byName : found.filter((entity) => entity.aliases.some((alias) => fold(alias.name) === wanted))
  if (exact.length === 1 && exact[0]) return { kind: 'exact', entity: exact[0] }
  if (exact.length > 1) return { kind: 'many', candidates: exact }
  if (found.length === 1 && found[0]) return { kind: 'close', entity: found[0] }
  const called = found.filter((entity) => entity.match?.method === 'short_form')
  if (called.length === 1 && called[0]) return { kind: 'close', entity: called[0] }
  return found.length > 1 ? { kind: 'many', candidates: [...found] } : { kind: 'none' }
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

const ambiguous = (text: string, candidates: readonly EntityType[]): string => {
  const lines = candidates.map(
    (entity) => `  ${entity.id}  ${cleanLine(entity.name)} (${entity.type})${howFound(entity)}`,
  )
  return `"${text}" could be any of these; use an id or --type:\n${lines.join('\n')}`
}

const howFound = ({ match }: EntityType): string =>
  match === undefined ? '' : `  ${match.method.replace('_', ' ')} ${match.score}`
