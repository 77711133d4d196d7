import type { NameLink, NamePin } from '../domain/name/name-link.ts'
import type { Equivalence } from '../domain/observation/equivalence.ts'
import { toLink } from './facts.ts'
import type { Tx } from './tx.ts'

type Changed<Fact> = Fact & { withdrawn: boolean }
export type LinkFacts = { links: Changed<NameLink>[]; pins: Changed<NamePin>[]; equivalences: Changed<Equivalence>[] }

type LinkRow = {
  id: string
  kind: string
  origin: NameLink['origin']
  nameId: string | null
  otherNameId: string | null
  dim: string | null
  value: string | null
  valueKey: string | null
  otherKey: string | null
  actor: string | null
  version: bigint
  withdrawn: boolean
}

/** Statements about names, and verdicts on texts, that changed after a version of the names. */
export const readLinksSince = async (tx: Tx, tenantId: string, since: bigint): Promise<LinkFacts> => {
  const rows = await tx.$queryRaw<LinkRow[]>`
    SELECT id, kind, origin, name_id AS "nameId", other_name_id AS "otherNameId", dim, value, value_key AS "valueKey",
      other_key AS "otherKey", actor, version, withdrawn_at IS NOT NULL AS withdrawn
    FROM fact
    WHERE tenant_id = ${tenantId}::uuid AND names_version > ${since}::bigint
      AND kind NOT IN ('assert', 'veto', 'relink', 'dismiss', 'retract') AND (withdrawn_at IS NULL OR origin = 'model' OR ${since}::bigint >= 0)`
  const found: LinkFacts = { links: [], pins: [], equivalences: [] }
  for (const row of rows) {
    const { withdrawn } = row
    if (row.kind === 'pin') found.pins.push({ ...toPin(row), withdrawn })
    else if (row.kind.startsWith(valuePrefix)) found.equivalences.push({ ...toEquivalence(row), withdrawn })
    else found.links.push({ ...toLink(row), withdrawn })
  }
  return found
}

/** Verdicts on values and those on names are facts of different kinds. */
export const valuePrefix = 'value_'

export const toEquivalence = (
  row: Pick<LinkRow, 'id' | 'kind' | 'dim' | 'valueKey' | 'otherKey' | 'actor'>,
): Equivalence => ({
  id: row.id,
  dimension: row.dim ?? '',
  a: row.valueKey ?? '',
  b: row.otherKey ?? '',
  verdict: row.kind.slice(valuePrefix.length) as Equivalence['verdict'],
  analyst: row.actor ?? '',
})

const toPin = (row: LinkRow): NamePin => ({
  id: row.id,
  nameId: row.nameId ?? '',
  title: row.value ?? '',
  recorded: Number(row.version),
})
