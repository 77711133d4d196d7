import { withdrawnEquivalence, withdrawnLink } from '../domain/record/verdict-facts.ts'
import type { TrackingModel } from '../domain/tracking-model/model.ts'
import { readLinksSince } from '../storage/links.ts'
import { readNamesSince } from '../storage/names.ts'
import type { TenantHead } from '../storage/tenant-head.ts'
import type { Tx } from '../storage/tx.ts'
import { createTenantNames, type TenantNames } from './tenant-names.ts'

type Entry = { names: TenantNames; namesVersion: bigint; modelVersion: number }

/** Names of the tenants that were worked for last, each refreshed by what changed since. */
export type NameCache = {
  /**
   * Runs work with the tenant's names as they are at the locked head. Whatever the work changes in them is taken back
   * afterwards, because its transaction may still fail; the next one reads it from the database if it did not.
   */
  withNames: <T>(
    at: { tx: Tx; tenantId: string; head: TenantHead; model: TrackingModel },
    work: (names: TenantNames) => Promise<T>,
  ) => Promise<T>
}

export const createNameCache = (options: { tenants: number }): NameCache => {
  const entries = new Map<string, Entry>()

  /** Taken out while it is used: a transaction that was lost meanwhile cannot share it with the next one. */
  const take = (tenantId: string, head: TenantHead, model: TrackingModel): Entry => {
    const known = entries.get(tenantId)
    entries.delete(tenantId)
    if (known?.modelVersion === head.modelVersion && known.namesVersion <= head.namesVersion) return known
    return { names: createTenantNames(model), namesVersion: -1n, modelVersion: head.modelVersion }
  }

  const giveBack = (tenantId: string, entry: Entry): void => {
    entry.names.undo()
    entries.set(tenantId, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= options.tenants) break
      entries.delete(oldest)
    }
  }

  return {
    withNames: async ({ tx, tenantId, head, model }, work) => {
      const entry = take(tenantId, head, model)
      if (entry.namesVersion < head.namesVersion) {
        await refresh(tx, tenantId, entry)
        entry.namesVersion = head.namesVersion
      }
      try {
        return await work(entry.names)
      } finally {
        giveBack(tenantId, entry)
      }
    },
  }
}

async function refresh(tx: Tx, tenantId: string, { names, namesVersion }: Entry): Promise<void> {
  for (const row of await readNamesSince(tx, tenantId, namesVersion)) {
    const { live, entityId, contest, ...name } = row
    if (live) names.put(name)
    else names.remove(row.id)
    names.setEntity(row.id, live && contest === null ? entityId : undefined)
    if (live) names.setContest(row.id, contest)
  }
  const { links, pins, equivalences } = await readLinksSince(tx, tenantId, namesVersion)
  for (const { withdrawn, ...link } of links) {
    const counts = withdrawn ? withdrawnLink(link) : link
    if (counts) names.putLink(counts)
    else names.removeLink(link)
  }
  for (const { withdrawn, ...pin } of pins) withdrawn ? names.removePin(pin) : names.putPin(pin)
  for (const { withdrawn, ...one } of equivalences) names.putEquivalence(withdrawn ? withdrawnEquivalence(one) : one)
  names.settle()
}
