import { type FactRow, toLink, withdrawFacts } from '../storage/facts.ts'
import { toEquivalence, valuePrefix } from '../storage/links.ts'
import { readSourcesOf } from '../storage/names.ts'
import { noChange, type RecordChange } from './change.ts'
import type { RecordSession } from './session.ts'

/** Withdraws facts, and answers with the change that it is to the record. */
export const unstateFacts = async (
  { tx, tenantId, next }: RecordSession,
  facts: readonly FactRow[],
): Promise<RecordChange> => {
  const ids = facts.map((fact) => fact.id)
  if (ids.length > 0) await withdrawFacts(tx, tenantId, next.namesVersion, ids)
  const sources = ids.length === 0 ? [] : await readSourcesOf(tx, tenantId, ids)
  const of = (...kinds: string[]): FactRow[] => facts.filter((fact) => kinds.includes(fact.kind))
  return {
    ...noChange(),
    removedSources: sources.map(({ nameId, sourceId }) => ({ nameId, sourceId })),
    removedLinks: of('alias', 'same', 'different', 'unsure', 'lock', 'typed').map(toLink),
    removedPins: of('pin').map(({ id, nameId, value }) => ({
      id,
      nameId: nameId ?? '',
      title: value ?? '',
      recorded: 0,
    })),
    removedEquivalences: facts.filter((fact) => fact.kind.startsWith(valuePrefix)).map(toEquivalence),
    restated: of('assert', 'veto').flatMap((fact) => fact.nameId ?? []),
    respot: of('relink').flatMap((fact) => fact.meetingId ?? []),
  }
}
