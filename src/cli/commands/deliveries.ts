import { type Command, Option } from 'commander'
import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, usageError } from '../errors.ts'
import { printList } from '../print-list.ts'
import { formatMoment } from '../render/dates.ts'
import { counted } from '../render/layout.ts'
import { renderTable } from '../render/table.ts'
import { cleanLine } from '../render/text.ts'
import { openSession, type Session } from '../session.ts'
import { type DeliveryType, deliveryLogType, deliveryType, replayedDeliveriesType } from '../webhook-types.ts'
import { dayOrInstant, instantOf, newCommand, positiveInteger } from './global-options.ts'

type Filter = { status?: string; webhook?: string; event?: string; limit: number }
type Replay = Filter & { since?: string; until?: string; dryRun?: boolean }

export const deliveriesCommand = (deps: CliDeps): Command => {
  const deliveries = newCommand('deliveries', 'what became of events that webhooks were to be told of')
  deliveries.addCommand(listCommand(deps), { isDefault: true })
  deliveries.addCommand(
    newCommand('show', 'one delivery with each attempt')
      .argument('<delivery>', 'id of the delivery')
      .action(async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const delivery = await client.get(`/v1/deliveries/${encodeURIComponent(id)}`, deliveryLogType)
        out.emit(delivery)
        out.print(renderTable(columns, [delivery], out))
        for (const { at, status, error, durationMs, excerpt } of delivery.log)
          out.print(
            `${formatMoment(at)}  ${status ?? cleanLine(error ?? '')}  ${durationMs} ms  ${cleanLine(excerpt ?? '')}`,
          )
      }),
  )
  deliveries.addCommand(replayCommand(deps))
  return deliveries
}

const listCommand = (deps: CliDeps): Command =>
  filters(newCommand('list', 'all of them, latest first'))
    .addOption(
      new Option('--status <status>', 'how they stand').choices(['ready', 'running', 'delivered', 'skipped', 'dead']),
    )
    .action(async ({ limit, ...filter }: Filter, command: Command) => {
      const { client, out } = openSession(deps, command)
      const query = { status: filter.status, webhookId: filter.webhook, eventType: filter.event }
      const found = client.list('/v1/deliveries', deliveryType, query, limit)
      await printList(out, found, { columns, one: 'delivery', many: 'deliveries' })
    })

const replayCommand = (deps: CliDeps): Command =>
  filters(newCommand('replay', 'send again what has ended; the receiver sees the same event id'))
    .argument('[deliveries...]', 'ids; or choose them with --status')
    .addOption(new Option('--status <status>', 'all that ended so').choices(['dead', 'skipped', 'delivered']))
    .option('--since <when>', 'of events from this day or instant on', dayOrInstant)
    .option('--until <when>', 'of events before this day or instant', dayOrInstant)
    .option('--dry-run', 'only say how many')
    .action(async (ids: string[], options: Replay, command: Command) => {
      const session = openSession(deps, command)
      if (ids.length > 0) return replayEach(session, ids)
      if (options.status === undefined) throw usageError('Which deliveries? Give ids, or choose with --status.')
      return replayChosen(session, options)
    })

const filters = (command: Command): Command =>
  command
    .option('--webhook <id>', 'only those to this webhook')
    .option('--event <type>', 'only events of this type')
    .option('--limit <n>', 'at most this many', positiveInteger, 100)

const replayEach = async ({ client, out }: Session, ids: readonly string[]): Promise<void> => {
  for (const id of ids) {
    const delivery = await client.post(`/v1/deliveries/${encodeURIComponent(id)}/replay`, deliveryType)
    out.emit(delivery)
    out.print(delivery.id)
  }
}

const replayChosen = async ({ client, out }: Session, options: Replay): Promise<void> => {
  const { status, webhook, event, since, until, limit, dryRun = false } = options
  const body = {
    status,
    webhookId: webhook,
    eventType: event,
    since: instantOf(since),
    until: instantOf(until),
    limit,
    dryRun,
  }
  const answer = await client.post('/v1/deliveries/replay', replayedDeliveriesType, { body })
  out.emit(answer)
  if (dryRun) return out.print(`${counted(answer.matched, 'delivery', 'deliveries')} would be sent again`)
  out.print(`${counted(answer.replayed.length, 'delivery', 'deliveries')} sent again`)
  for (const id of answer.refused) out.note(`${id}: its webhook is gone or switched off`)
  if (answer.refused.length > 0) throw new CliError(answer.replayed.length === 0 ? exitCodes.failed : exitCodes.partial)
}

const columns = [
  { title: 'when', value: (row: DeliveryType) => formatMoment(row.createdAt) },
  { title: 'event', value: (row: DeliveryType) => row.eventType, flexible: true },
  { title: 'status', value: (row: DeliveryType) => row.status },
  { title: 'tries', value: (row: DeliveryType) => String(row.attempts), right: true },
  { title: 'last answer', value: (row: DeliveryType) => row.lastError ?? String(row.lastStatus ?? ''), flexible: true },
  { title: 'id', value: (row: DeliveryType) => row.id },
]
