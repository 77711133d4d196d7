import type { Command } from 'commander'
import { type SearchHitType, searchHitType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { formatDay, formatOffset } from '../render/dates.ts'
import { tableFooter } from '../render/table.ts'
import { cleanLine, wrapShort } from '../render/text.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

export const searchCommand = (deps: CliDeps): Command =>
  newCommand('search', 'find words in all transcripts')
    .argument('<words...>', 'words; "a phrase", or, and -not are understood')
    .option('--limit <n>', 'at most this many', positiveInteger, 20)
    .action(async (words: string[], options: { limit: number }, command: Command) => {
      const { client, out } = openSession(deps, command)
      let count = 0
      for await (const hit of client.list('/v1/search', searchHitType, { q: words.join(' ') }, options.limit)) {
        count++
        out.emit(hit)
        out.print(renderHit(hit, out))
      }
      out.print(tableFooter(count, 'place', 'places', out))
    })

const renderHit = (hit: SearchHitType, { style, width }: Session['out']): string => {
  const time = typeof hit.startMs === 'number' ? `, ${formatOffset(hit.startMs)}` : ''
  const place = `${formatDay(hit.occurredAt)} · ${cleanLine(hit.meetingTitle)}${time}`
  const said = hit.speaker ? `${cleanLine(hit.speaker)}: ${cleanLine(hit.text)}` : cleanLine(hit.text)
  return [style.dim(place), ...wrapShort(said, width - 2, 3).map((line) => `  ${line}`), ''].join('\n')
}
