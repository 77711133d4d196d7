import type { Command } from 'commander'
import type { z } from 'zod'
import { scopes } from '../../domain/access/scopes.ts'
import { keyType, newKeyType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { printList } from '../print-list.ts'
import { formatDay } from '../render/dates.ts'
import { openSession } from '../session.ts'
import { commaList, dayOrInstant, instantOf, newCommand } from './global-options.ts'

type Key = z.infer<typeof keyType>
type NewKey = { name: string; scopes: string[]; expires?: string }

export const keysCommand = (deps: CliDeps): Command => {
  const keys = newCommand('keys', 'API keys')
  keys.addCommand(
    newCommand('list', 'all of them').action(async (_options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      await printList(out, client.list('/v1/keys', keyType), { columns, one: 'key', many: 'keys' })
    }),
    { isDefault: true },
  )
  keys.addCommand(
    newCommand('create', 'make a key; it is shown this once')
      .requiredOption('--name <name>', 'what it is for')
      .option('--scopes <scopes>', `what it may do: ${scopes.join(',')}`, commaList, ['ingest', 'read', 'query'])
      .option('--expires <when>', 'day or instant after which it is refused', dayOrInstant)
      .action(async (options: NewKey, command: Command) => {
        const { client, out } = openSession(deps, command)
        const body = { name: options.name, scopes: options.scopes, expiresAt: instantOf(options.expires) }
        const key = await client.post('/v1/keys', newKeyType, { body })
        out.emit(key)
        out.print(key.key)
        out.note(`${key.id}: keep the key now, only its hash is stored`)
      }),
  )
  keys.addCommand(
    newCommand('revoke', 'refuse a key from now on')
      .argument('<key>', 'id of the key')
      .action(async (id: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        await client.delete(`/v1/keys/${id}`)
        out.emit({ keyId: id, revoked: true })
        out.print(`revoked ${id}`)
      }),
  )
  return keys
}

const columns = [
  { title: 'name', value: (row: Key) => row.name, flexible: true },
  { title: 'key', value: (row: Key) => `${row.prefix}…` },
  { title: 'scopes', value: (row: Key) => row.scopes.join(' '), flexible: true, wrapped: true },
  { title: 'last used', value: (row: Key) => (row.lastUsedAt ? formatDay(row.lastUsedAt) : 'never') },
  {
    title: 'state',
    value: (row: Key) => (row.revokedAt ? 'revoked' : row.expiresAt ? `until ${formatDay(row.expiresAt)}` : 'good'),
  },
  { title: 'id', value: (row: Key) => row.id },
]
