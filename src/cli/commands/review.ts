import type { Command } from 'commander'
import { recordedType } from '../api-types.ts'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { counted } from '../render/layout.ts'
import { renderReview } from '../render/review.ts'
import { reviewItemType } from '../review-types.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, newCommand, positiveInteger } from './global-options.ts'

type Filter = { kind?: string; type?: string; since?: string; limit: number }
type Correction = { value?: string; entity?: string; type?: string; note?: string }

export const reviewCommand = (deps: CliDeps): Command => {
  const review = newCommand('review', 'what is weak or contradictory, and what you say to it')
  review.addCommand(listCommand(deps), { isDefault: true })
  review.addCommand(
    answerCommand('accept', 'say that items are right')
      .option('--entity <entity>', 'of a name that may mean several things: which one is meant')
      .action((ids: string[], options: { entity?: string; note?: string }, command: Command) =>
        answer(deps, command, { ids, verdict: 'accept', said: options }),
      ),
  )
  review.addCommand(
    answerCommand('reject', 'say that items are wrong').action(
      (ids: string[], options: { note?: string }, command: Command) =>
        answer(deps, command, { ids, verdict: 'reject', said: options }),
    ),
  )
  review.addCommand(
    newCommand('correct', 'say what is right instead')
      .argument('<item>', 'id of the item')
      .option('--value <value>', 'what was meant')
      .option('--entity <entity>', 'what it was about')
      .option('--type <type>', 'of what type it is')
      .option('--note <text>', 'why; kept with the fact')
      .action((id: string, options: Correction, command: Command) => {
        if (options.value === undefined && options.entity === undefined && options.type === undefined)
          throw usageError('What is right? Say --value, --entity or --type.')
        return answer(deps, command, { ids: [id], verdict: 'correct', said: options })
      }),
  )
  return review
}

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'all of it, changes first')
    .option('--kind <kind>', 'such as low_confidence, conflict, forbidden_move, hedged, merge')
    .option('--type <type>', 'only things of this type')
    .option('--since <when>', 'only what happened or was said from then on', dayOrInstant)
    .option('--limit <n>', 'at most this many', positiveInteger, 50)
    .action(async ({ limit, ...query }: Filter, command: Command) => {
      const { client, out } = openSession(deps, command)
      const items = await collect(client.list('/v1/review', reviewItemType, query, limit), out.emit)
      if (items.length > 0) out.print(renderReview(items, out))
      out.print(out.style.dim(items.length === 0 ? 'nothing to review' : counted(items.length, 'item')))
    })

const answerCommand = (verdict: string, what: string): Command =>
  newCommand(verdict, what)
    .argument('<items...>', 'ids of the items')
    .option('--note <text>', 'why; kept with the fact')

type Answer = { ids: readonly string[]; verdict: 'accept' | 'reject' | 'correct'; said: Correction }

const answer = async (deps: CliDeps, command: Command, { ids, verdict, said }: Answer): Promise<void> => {
  const session = openSession(deps, command)
  const { client, out } = session
  const { entity, ...rest } = said
  const entityId = entity === undefined ? undefined : (await findEntity(session, entity)).id
  for (const id of ids) {
    const path = `/v1/review/${encodeURIComponent(id)}/${verdict}`
    const recorded = await client.post(path, recordedType, { body: { ...rest, entityId } })
    out.emit(recorded)
    out.print(`${verdict}ed; undo with: withdraw ${recorded.factIds[0] ?? ''}`)
  }
}
