import type { Command } from 'commander'
import { transitionType } from '../api-types.ts'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { renderTimeline, timelineFooter } from '../render/timeline.ts'
import { openSession } from '../session.ts'
import { entityCommand } from './entity-command.ts'
import { dayOrInstant, positiveInteger } from './global-options.ts'

type Options = {
  type?: string
  dimension?: string
  since?: string
  until?: string
  knownAt?: string
  superseded?: boolean
  limit: number
}

export const timelineCommand = (deps: CliDeps): Command =>
  entityCommand('timeline', 'the story of one thing: what changed when, who said so, and why')
    .option('--dimension <name>', 'only this dimension, such as status or due_date')
    .option('--since <when>', 'from this day on', dayOrInstant)
    .option('--until <when>', 'up to this day', dayOrInstant)
    .option('--known-at <when>', 'as it was known at that moment', dayOrInstant)
    .option('--superseded', 'also what was believed once and is no longer')
    .option('--limit <n>', 'at most this many changes', positiveInteger, 500)
    .action(async (name: string, options: Options, command: Command) => {
      const session = openSession(deps, command)
      const entity = await findEntity(session, name, options.type)
      const query = {
        dimension: options.dimension,
        from: options.since,
        to: options.until,
        knownAt: options.knownAt,
        superseded: options.superseded,
      }
      const pages = session.client.list(`/v1/entities/${entity.id}/timeline`, transitionType, query, options.limit)
      const transitions = await collect(pages, session.out.emit)
      session.out.print(renderTimeline(entity, transitions, session.out))
      session.out.print(timelineFooter(transitions.length, session.out))
    })
