import type { NameSource } from '../domain/name/name.ts'
import { insertFacts, type NewFact, toLink } from '../storage/facts.ts'
import { noChange, type RecordChange } from './change.ts'
import type { RecordSession } from './session.ts'

const linkKinds: readonly string[] = ['alias', 'same', 'different', 'lock', 'typed']

/** Records what a user said in one command, and answers with the change that it is to the record. */
export const stateFacts = async (
  { tx, tenantId, next }: RecordSession,
  facts: readonly NewFact[],
  putSources: NameSource[] = [],
): Promise<RecordChange> => {
  if (facts.length > 0) await insertFacts(tx, tenantId, next, facts)
  const recorded = Number(next.version)
  return {
    ...noChange(),
    putSources,
    putLinks: facts
      .filter((fact) => linkKinds.includes(fact.kind))
      .map((fact) => ({ ...toLink({ ...fact, otherNameId: fact.otherNameId ?? null }), recorded })),
    putPins: facts.flatMap(({ id, kind, nameId, value }) =>
      kind === 'pin' && nameId !== null ? [{ id, nameId, title: value ?? '', recorded }] : [],
    ),
    restated: facts.flatMap(({ kind, nameId }) => ((kind === 'assert' || kind === 'veto') && nameId ? [nameId] : [])),
    respot: facts.flatMap(({ kind, meetingId }) => (kind === 'relink' && meetingId ? [meetingId] : [])),
  }
}
