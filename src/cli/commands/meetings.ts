import type { Command } from 'commander'
import { type ChangeType, changeType, insightType, type MeetingType, meetingType, summariesType } from '../api-types.ts'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { printList } from '../print-list.ts'
import { formatDay, localTime } from '../render/dates.ts'
import { renderDiff } from '../render/diff.ts'
import { renderInsights } from '../render/insights.ts'
import { renderMeetingCard } from '../render/meeting-card.ts'
import { paintStatus, statusSign } from '../render/run-line.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, newCommand, positiveInteger } from './global-options.ts'
import { restoreCommand, retractCommand } from './retract.ts'

type Filter = {
  project?: string
  series?: string
  type?: string
  since?: string
  until?: string
  search?: string
  limit: number
}

export const meetingsCommand = (deps: CliDeps): Command => {
  const meetings = newCommand('meetings', 'the meetings that were submitted')
  meetings.addCommand(listCommand(deps), { isDefault: true })
  meetings.addCommand(showCommand(deps))
  meetings.addCommand(
    newCommand('diff', 'what the record gained and lost by a meeting')
      .argument('<meeting>', 'id of the meeting')
      .option('--limit <n>', 'at most this many', positiveInteger, 500)
      .action(async (id: string, options: { limit: number }, command: Command) => {
        const { client, out } = openSession(deps, command)
        const changes = await collect(client.list(`/v1/meetings/${id}/diff`, changeType, {}, options.limit))
        for (const change of changes) out.emit(change)
        out.print(changes.length > 0 ? renderDiff(changes, out) : out.style.dim('nothing changed'))
      }),
  )
  meetings.addCommand(retractCommand(deps))
  meetings.addCommand(restoreCommand(deps))
  meetings.addCommand(
    newCommand('delete', 'delete a meeting and undo what it changed')
      .argument('<meeting>', 'id of the meeting')
      .action(async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        await client.delete(`/v1/meetings/${id}`)
        out.emit({ meetingId: id, deleted: true })
        out.print(`deleted ${id}; the record reads as if it had never been submitted`)
      }),
  )
  return meetings
}

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'all of them, latest first')
    .option('--project <name>', 'only this project')
    .option('--series <name>', 'only this series')
    .option('--type <type>', 'only this type')
    .option('--since <when>', 'from this day on', dayOrInstant)
    .option('--until <when>', 'up to this day', dayOrInstant)
    .option('--search <text>', 'words of the title')
    .option('--limit <n>', 'at most this many', positiveInteger, 100)
    .action(async (options: Filter, command: Command) => {
      const { client, out } = openSession(deps, command)
      const { limit, since, until, search, ...query } = options
      const pages = client.list('/v1/meetings', meetingType, { ...query, from: since, to: until, q: search }, limit)
      const columns = [
        { title: 'date', value: (row: MeetingType) => formatDay(localTime(row)), right: true },
        { title: 'title', value: (row: MeetingType) => row.title, flexible: true },
        {
          title: '',
          value: (row: MeetingType) => statusSign(row.run?.status ?? ''),
          paint: (text: string, row: MeetingType) => paintStatus(row.run?.status ?? '', out.style, text),
        },
        { title: 'id', value: (row: MeetingType) => row.id },
      ]
      await printList(out, pages, { columns, one: 'meeting', many: 'meetings' })
    })

const showCommand = (deps: CliDeps): Command =>
  newCommand('show', 'what one meeting said and changed')
    .argument('<meeting>', 'id of the meeting')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      const meeting = await client.get(`/v1/meetings/${id}`, meetingType)
      const { items: summaries } = await client.get(`/v1/meetings/${id}/summaries`, summariesType)
      const insights = await collect(client.list(`/v1/meetings/${id}/insights`, insightType))
      const changes: ChangeType[] = await collect(client.list(`/v1/meetings/${id}/diff`, changeType))
      out.emit({ meeting, summaries, insights, changes })
      const blocks = [
        renderMeetingCard(meeting, summaries, out),
        renderDiff(changes, out),
        renderInsights(insights, out),
      ]
      out.print(blocks.filter((block) => block !== '').join('\n\n'))
    })
