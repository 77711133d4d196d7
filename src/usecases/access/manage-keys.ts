import { z } from 'zod'
import { type Scope, scopeSchema } from '../../domain/access/scopes.ts'
import { AppError } from '../../domain/errors.ts'
import { newId } from '../../platform/ids.ts'
import { endKey, insertKey, listKeys, readKey } from '../../storage/keys.ts'
import type { Tx } from '../../storage/tx.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, isoOrNull, type Page } from '../views/common.ts'
import type { KeyView, NewKeyView } from '../views/setup-views.ts'
import { actOn } from './acting.ts'
import { newApiKey } from './api-key.ts'

export const createKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z
      .array(scopeSchema)
      .min(1)
      .transform((given) => [...new Set(given)]),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'CreateApiKey' })

export const rotateKeyBody = z
  .strictObject({
    graceSeconds: z.int().min(0).max(604_800).default(0).describe('How long the old key goes on working'),
  })
  .prefault({})

export const listKeysQuery = z.strictObject(pageQuery)

type KeyRef = { tenantId: string; keyId: string }
/** Scopes of the caller: nobody hands on what they have not. */
type Granting = { mayGrant: readonly string[] }
type Deps = { read: TenantWork; work: TenantWork; now: () => Date }

export const createCreateKey =
  (deps: Deps) =>
  (command: { tenantId: string } & Granting & z.infer<typeof createKeyBody>): Promise<NewKeyView> => {
    refuseMore(command.scopes, command.mayGrant)
    const expiresAt = command.expiresAt === undefined ? null : new Date(command.expiresAt)
    if (expiresAt !== null && expiresAt <= deps.now()) {
      const details = [{ path: 'expiresAt', message: 'lies in the past' }]
      throw new AppError('invalid_request', 'expiresAt lies in the past.', { details })
    }
    return deps.work(command.tenantId, (tx) => addKey(tx, { ...command, expiresAt }))
  }

/** The key is in the answer and nowhere else. */
const addKey = async (
  tx: Tx,
  { tenantId, name, scopes, expiresAt }: { tenantId: string; name: string; scopes: Scope[]; expiresAt: Date | null },
): Promise<NewKeyView> => {
  const { key, prefix, hash } = newApiKey()
  const row = await insertKey(tx, tenantId, { id: newId(), name, prefix, hash, scopes, expiresAt })
  actOn(row.id)
  return { ...toKeyView(row), key }
}

export const createListKeys =
  (deps: Deps) =>
  ({ tenantId, cursor, limit }: { tenantId: string } & z.infer<typeof listKeysQuery>): Promise<Page<KeyView>> => {
    const [after] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]))
    return deps.read(tenantId, async (tx) => {
      const rows = await listKeys(tx, tenantId, after, limit + 1)
      return pageOf(rows, limit, toKeyView, (row) => [row.id])
    })
  }

/** Refused from the next request on. Revoking again changes nothing. */
export const createRevokeKey =
  (deps: Deps) =>
  ({ tenantId, keyId }: KeyRef): Promise<void> =>
    deps.work(tenantId, async (tx) => {
      await findKey(tx, tenantId, keyId)
      await endKey(tx, tenantId, keyId, new Date(0))
    })

/** A new key with the name and scopes of an old one, which ends now or after a grace. */
export const createRotateKey =
  (deps: Deps) =>
  ({
    tenantId,
    keyId,
    graceSeconds,
    mayGrant,
  }: KeyRef & Granting & z.infer<typeof rotateKeyBody>): Promise<NewKeyView> =>
    deps.work(tenantId, async (tx) => {
      const old = await findKey(tx, tenantId, keyId)
      if (old.revokedAt !== null) throw new AppError('conflict', `The key ${keyId} is revoked; create a new one.`)
      refuseMore(old.scopes, mayGrant)
      await endKey(tx, tenantId, keyId, graceSeconds === 0 ? new Date(0) : inSeconds(deps.now(), graceSeconds))
      return addKey(tx, { tenantId, name: old.name, scopes: old.scopes as Scope[], expiresAt: null })
    })

const refuseMore = (scopes: readonly string[], mayGrant: readonly string[]): void => {
  const missing = scopes.filter((scope) => !mayGrant.includes(scope))
  if (missing.length > 0)
    throw new AppError('forbidden', `This key cannot grant ${missing.join(', ')}: it lacks the scope itself.`)
}

const inSeconds = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000)

type KeyRow = Awaited<ReturnType<typeof insertKey>>

const findKey = async (tx: Tx, tenantId: string, keyId: string): Promise<KeyRow> => {
  const key = await readKey(tx, tenantId, keyId)
  if (key === null) throw new AppError('not_found', `There is no key ${keyId}.`)
  return key
}

const toKeyView = (row: KeyRow): KeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes as Scope[],
  createdAt: iso(row.createdAt),
  expiresAt: isoOrNull(row.expiresAt),
  revokedAt: isoOrNull(row.revokedAt),
  lastUsedAt: isoOrNull(row.lastUsedAt),
})
