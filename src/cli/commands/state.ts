import type { Command } from 'commander'
import { entityStateType, entityType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { renderBoard } from '../render/board.ts'
import { formatMoment } from '../render/dates.ts'
import { renderStateCard } from '../render/state-card.ts'
import { openSession, type Session } from '../session.ts'
import { dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

type Options = { type?: string; at?: string; knownAt?: string; limit: number }

export const stateCommand = (deps: CliDeps): Command =>
  newCommand('state', 'how a thing stands, or everything; now, on a past day, or as known then')
    .argument('[entity]', 'its name, an alias, or its id; without it, everything')
    .option('--type <type>', 'only this type')
    .option('--at <when>', 'true on that day', dayOrInstant)
    .option('--known-at <when>', 'known on that day', dayOrInstant)
    .option('--limit <n>', 'at most this many things', positiveInteger, 200)
    .action(async (name: string | undefined, options: Options, command: Command) => {
      const session = openSession(deps, command)
      await (name === undefined ? showAll(session, options) : showOne(session, name, options))
    })

const showOne = async (session: Session, name: string, options: Options): Promise<void> => {
  const { client, out } = session
  const entity = await findEntity(session, name, options.type)
  const query = { validAt: options.at, knownAt: options.knownAt }
  const answer = await client.get(`/v1/entities/${entity.id}/state`, entityStateType, query)
  out.emit({ ...answer, name: entity.name, type: entity.type })
  out.print(renderStateCard(entity, { moment: momentOf(options), state: answer.state }, out))
}

const showAll = async (session: Session, options: Options): Promise<void> => {
  const { client, out } = session
  const entities = []
  for await (const entity of client.list('/v1/entities', entityType, { type: options.type }, options.limit)) {
    const then = options.at ?? options.knownAt
    const query = { validAt: options.at, knownAt: options.knownAt }
    const state = then
      ? (await client.get(`/v1/entities/${entity.id}/state`, entityStateType, query)).state
      : entity.state
    if (Object.keys(state).length === 0) continue
    entities.push({ ...entity, state })
    out.emit({ entityId: entity.id, name: entity.name, type: entity.type, state })
  }
  out.print(renderBoard(entities, out))
}

const momentOf = ({ at, knownAt }: Options): string =>
  [at && `on ${formatMoment(at)}`, knownAt && `as known ${formatMoment(knownAt)}`].filter(Boolean).join(', ')
