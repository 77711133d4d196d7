import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { printList } from '../print-list.ts'
import { formatDay, formatMoment } from '../render/dates.ts'
import { renderTable } from '../render/table.ts'
import { openSession } from '../session.ts'
import { deliveryType, newWebhookType, type WebhookType, webhookType } from '../webhook-types.ts'
import { commaList, newCommand } from './global-options.ts'

type New = { events: string[]; description?: string }
type Edit = Partial<New> & { address?: string }

export const webhooksCommand = (deps: CliDeps): Command => {
  const webhooks = newCommand('webhooks', 'addresses that are told of what happens')
  webhooks.addCommand(listCommand(deps), { isDefault: true })
  webhooks.addCommand(
    newCommand('create', 'send events to an address; the signing secret is shown this once')
      .argument('<address>', 'where to')
      .option('--events <types>', 'which, with commas; * for all', commaList, ['*'])
      .option('--description <text>', 'what it is for')
      .action(async (url: string, { events, description }: New, command: Command) => {
        const { client, out } = openSession(deps, command)
        const webhook = await client.post('/v1/webhooks', newWebhookType, { body: { url, events, description } })
        out.emit(webhook)
        out.print(webhook.secret)
        out.note(`${webhook.id}: keep the secret now, it is not shown again`)
      }),
  )
  webhooks.addCommand(
    withId('edit', 'change where events go, which, or what it is for')
      .option('--address <url>', 'where to')
      .option('--events <types>', 'which, with commas; * for all', commaList)
      .option('--description <text>', 'what it is for')
      .action((id: string, { address: url, events, description }: Edit, command: Command) => {
        if (url === undefined && events === undefined && description === undefined)
          throw usageError('What is to change? --address, --events or --description.')
        return edit(deps, command, id, { url, events, description })
      }),
  )
  webhooks.addCommand(
    withId('disable', 'send nothing more for now, and give up what waits').action(
      (id: string, _options: unknown, command: Command) => edit(deps, command, id, { active: false }),
    ),
  )
  webhooks.addCommand(
    withId('enable', 'send again, from the next event on; `deliveries replay` sends what was missed').action(
      (id: string, _options: unknown, command: Command) => edit(deps, command, id, { active: true }),
    ),
  )
  webhooks.addCommand(
    withId('rotate', 'a new signing secret; for a while the old one signs as well')
      .option('--grace-hours <n>', 'how long; 0 ends the old one at once', Number, 24)
      .action(async (id: string, { graceHours }: { graceHours: number }, command: Command) => {
        const { client, out } = openSession(deps, command)
        const webhook = await client.post(pathOf(id, '/rotate'), newWebhookType, { body: { graceHours } })
        out.emit(webhook)
        out.print(webhook.secret)
        const until = webhook.previousSecretUntil
        out.note(until === null ? 'the old secret signs no more' : `the old secret signs until ${formatMoment(until)}`)
      }),
  )
  webhooks.addCommand(
    withId('test', 'send it webhook.test; `deliveries show` tells how that went').action(
      async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const delivery = await client.post(pathOf(id, '/test'), deliveryType)
        out.emit(delivery)
        out.print(delivery.id)
      },
    ),
  )
  webhooks.addCommand(
    withId('delete', 'forget the address and its secret').action(
      async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        await client.delete(pathOf(id))
        out.emit({ webhookId: id, deleted: true })
        out.print(`deleted ${id}`)
      },
    ),
  )
  return webhooks
}

const withId = (name: string, description: string): Command =>
  newCommand(name, description).argument('<webhook>', 'id of the webhook')

const pathOf = (id: string, rest = ''): string => `/v1/webhooks/${encodeURIComponent(id)}${rest}`

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'all of them').action(async (_options: unknown, command: Command) => {
    const { client, out } = openSession(deps, command)
    await printList(out, client.list('/v1/webhooks', webhookType), { columns, one: 'webhook', many: 'webhooks' })
  })

const edit = async (deps: CliDeps, command: Command, id: string, body: object): Promise<void> => {
  const { client, out } = openSession(deps, command)
  const webhook = await client.patch(pathOf(id), webhookType, { body })
  out.emit(webhook)
  out.print(renderTable(columns, [webhook], out))
}

const stateOf = (row: WebhookType): string => {
  if (!row.active) return row.disabledReason === null ? 'off' : `off: ${row.disabledReason}`
  return row.failingSince === null ? 'on' : `failing since ${formatDay(row.failingSince)}`
}

const columns = [
  { title: 'address', value: (row: WebhookType) => row.url, flexible: true },
  { title: 'events', value: (row: WebhookType) => row.events.join(' '), flexible: true, wrapped: true },
  { title: 'what for', value: (row: WebhookType) => row.description, flexible: true },
  { title: 'state', value: stateOf, flexible: true, wrapped: true },
  { title: 'id', value: (row: WebhookType) => row.id },
]
