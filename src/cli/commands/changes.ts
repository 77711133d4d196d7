import type { Command } from 'commander'
import { type ChangeType, changesType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { renderChanges } from '../render/changes.ts'
import { counted } from '../render/layout.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Options = {
  since?: string
  until?: string
  type?: string
  project?: string
  series?: string
  limit: number
  follow?: boolean
}

const pageSize = 200
const pauseMs = 1_000

export const changesCommand = (deps: CliDeps): Command =>
  newCommand('changes', 'what changed, in the order in which it was recorded')
    .option('--since <when>', 'a day, an instant, or a version of the record')
    .option('--until <when>', 'a day, an instant, or a version of the record')
    .option('--type <type>', 'only things of this type')
    .option('--project <name>', 'only from meetings of this project')
    .option('--series <name>', 'only from meetings of this series')
    .option('--limit <n>', 'at most this many', positiveInteger, 500)
    .option('-f, --follow', 'go on and print what comes')
    .action(async (options: Options, command: Command) => {
      const session = openSession(deps, command)
      const { limit, follow = false, ...filter } = options
      let left = limit
      let since = filter.since
      let any = false
      for (;;) {
        const query = { ...filter, since, limit: Math.min(left, pageSize) }
        const page = await session.client.get('/v1/changes', changesType, query)
        show(session, page.items)
        any ||= page.items.length > 0
        left -= page.items.length
        since = page.nextCursor
        if (left <= 0 || (!page.more && !follow)) break
        if (!page.more) await deps.sleep(pauseMs, deps.signal)
      }
      if (!any) session.out.print(session.out.style.dim('nothing changed'))
      else if (left <= 0) session.out.note(`stopped after ${counted(limit, 'change')}; go on with --since ${since}`)
    })

const show = ({ out }: Session, items: readonly ChangeType[]): void => {
  for (const item of items) out.emit(item)
  if (items.length > 0) out.print(renderChanges(items, out))
}
