import { SealedError, type SecretBox } from '../../platform/secret-box.ts'
import type { Database } from '../../storage/client.ts'
import { listTenantIds } from '../../storage/tenants.ts'
import { listWebhooks, replaceSecrets, type Webhook } from '../../storage/webhooks.ts'
import { actOn } from '../access/acting.ts'
import type { TenantWork } from '../tenant-work.ts'

type Deps = { database: Database; read: TenantWork; work: TenantWork; secrets: SecretBox }

/** `resealed` webhooks were sealed with another key or not at all; those in `shut` no key of the list opens. */
export type Resealed = { webhooks: number; resealed: number; shut: string[] }

const pageSize = 100

/**
 * Seals again what is not sealed with the first key, webhook by webhook: each in a transaction and with an audit entry
 * of its own. Stopped halfway it goes on when it is run again; what is rotated meanwhile is left as it was made.
 */
export const createResealSecrets =
  (deps: Deps) =>
  async ({ dryRun }: { dryRun: boolean }): Promise<Resealed> => {
    const sum: Resealed = { webhooks: 0, resealed: 0, shut: [] }
    for (const tenantId of await listTenantIds(deps.database)) {
      let after: string | null = null
      for (;;) {
        const page: Webhook[] = await deps.read(tenantId, (tx) => listWebhooks(tx, tenantId, after, pageSize))
        for (const webhook of page) await resealOne(deps, webhook, dryRun, sum)
        sum.webhooks += page.length
        after = page.at(-1)?.id ?? null
        if (page.length < pageSize) break
      }
    }
    return sum
  }

const resealOne = async (deps: Deps, before: Webhook, dryRun: boolean, sum: Resealed): Promise<void> => {
  const { secrets, work } = deps
  const { id, tenantId, secret, previousSecret } = before
  if (![secret, previousSecret].some((kept) => kept !== null && secrets.isStale(kept))) return
  try {
    const again = (kept: string): string => secrets.seal(secrets.open(kept, id), id)
    const after = { secret: again(secret), previousSecret: previousSecret === null ? null : again(previousSecret) }
    if (!dryRun)
      await work(tenantId, async (tx) => {
        actOn(id)
        await replaceSecrets(tx, { id, tenantId, secret, previousSecret }, after)
      })
    sum.resealed += 1
  } catch (error) {
    if (!(error instanceof SealedError)) throw error
    sum.shut.push(id)
  }
}
