import type { NameLink } from '../domain/name/name-link.ts'
import type { Equivalence } from '../domain/observation/equivalence.ts'
import { valuePrefix } from './links.ts'
import { rowsOf } from './record-set.ts'
import type { Tx } from './tx.ts'

/** What a model judged, with the version of the prompt that asked it. */
export type Verdicts = {
  links: readonly (NameLink & { promptVersion: string })[]
  equivalences: readonly (Equivalence & { promptVersion: string })[]
}

/** Records verdicts. One that settled something or was withdrawn stays; one that was unsure gives way to a later one. */
export const insertVerdicts = async (
  tx: Tx,
  tenantId: string,
  at: { version: bigint; namesVersion: bigint },
  { links, equivalences }: Verdicts,
): Promise<void> => {
  const rows = [
    ...links.map(({ id, kind, a, b, analyst, promptVersion }) => ({
      ...{ id, kind, nameId: a, otherNameId: b, actor: analyst, promptVersion },
    })),
    ...equivalences.map(({ id, verdict, dimension, a, b, analyst, promptVersion }) => ({
      ...{
        id,
        kind: `${valuePrefix}${verdict}`,
        dim: dimension,
        valueKey: a,
        otherKey: b,
        actor: analyst,
        promptVersion,
      },
    })),
  ].sort((x, y) => (x.id < y.id ? -1 : 1))
  await tx.$executeRaw`
    INSERT INTO fact (id, tenant_id, group_id, kind, origin, name_id, other_name_id, dim, value_key, other_key, order_key, actor,
      prompt_version, version, names_version)
    SELECT r.id, ${tenantId}::uuid, r.id, r.kind, 'model', r."nameId", r."otherNameId", r.dim, r."valueKey", r."otherKey", '',
      r.actor, r."promptVersion", ${at.version}::bigint, ${at.namesVersion}::bigint
    FROM ${rowsOf(
      rows,
      `id uuid, kind text, "nameId" uuid, "otherNameId" uuid, dim text, "valueKey" text, "otherKey" text, actor text,
       "promptVersion" text`,
    )}
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, actor = excluded.actor, prompt_version = excluded.prompt_version,
      version = excluded.version, names_version = excluded.names_version, recorded_at = now()
    WHERE fact.kind LIKE '%unsure' AND fact.withdrawn_at IS NULL`
}

/** Names of which one of some texts of a dimension is stated, by a meeting, a catalogue or a user. */
export const readNamesWithTexts = (
  tx: Tx,
  tenantId: string,
  texts: readonly { dimension: string; key: string }[],
): Promise<{ nameId: string; dimension: string; key: string }[]> =>
  tx.$queryRaw`
    SELECT DISTINCT o.name_id AS "nameId", o.dim AS dimension, o.value_key AS key
    FROM ${rowsOf(texts, 'dimension text, key text')}
    JOIN observation o ON o.tenant_id = ${tenantId}::uuid AND o.dim = r.dimension AND o.value_key = r.key
    WHERE o.name_id IS NOT NULL
    UNION
    SELECT f.name_id, f.dim, f.value_key
    FROM ${rowsOf(texts, 'dimension text, key text')}
    JOIN fact f ON f.tenant_id = ${tenantId}::uuid AND f.dim = r.dimension AND f.value_key = r.key
    WHERE f.kind = 'assert' AND f.withdrawn_at IS NULL AND f.name_id IS NOT NULL`
