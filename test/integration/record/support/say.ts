import { type ImportedEntity, importStatements } from '../../../../src/domain/record/import-statements.ts'
import type { Statements } from '../../../../src/domain/record/statements.ts'
import { noChange, type RecordChange } from '../../../../src/record/change.ts'
import { recordVerdicts } from '../../../../src/record/record-verdicts.ts'
import type { RecordSession } from '../../../../src/record/session.ts'
import { unstateFacts } from '../../../../src/record/unstate-facts.ts'
import { insertFacts, type NewFact, readFactGroup, withdrawFacts } from '../../../../src/storage/facts.ts'
import { readSourcesOf } from '../../../../src/storage/names.ts'
import { inTenant } from '../../../../src/storage/tx.ts'
import { isJudged, judgementOf, statementsOf } from './facts.ts'
import { type Applier, traceparent } from './record-store.ts'
import type { Said } from './world.ts'

const options = { generation: 0, engineVersion: 'user', traceparent, recorded: true }

const change = (
  { db, openSession, applyChange }: Applier,
  tenantId: string,
  decide: (session: RecordSession) => Promise<RecordChange>,
) =>
  inTenant(db, tenantId, (tx) =>
    openSession(tx, tenantId, async (session) => applyChange(session, await decide(session), options)),
  )

/** Records what a user says as the commands do, with an order among users that does not depend on when it arrives. */
export const say = (applier: Applier, tenantId: string, { id, said }: { id: number; said: Said }) =>
  change(applier, tenantId, async (session) => {
    const { tx, next } = session
    if (isJudged(said)) return { ...noChange(), ...(await recordVerdicts(session, judgementOf(tenantId, said))) }
    const statements = statementsOf(tenantId, said, id)
    await insertFacts(tx, tenantId, { ...next, version: BigInt(id) }, toFacts(statements))
    return {
      ...noChange(),
      putSources: statements.sources,
      putLinks: statements.links,
      putPins: statements.pins,
      restated: restatedBy(statements),
      respot: statements.relinks.map((relink) => relink.meetingId),
    }
  })

/** Nobody can take an import back yet; what it listed may still have other sources one day. */
export const unlist = (applier: Applier, tenantId: string, { entities }: { entities: ImportedEntity[] }) =>
  change(applier, tenantId, async ({ view }) => ({
    ...noChange(),
    removedSources: importStatements(tenantId, entities, view, 0).sources.map(({ nameId, sourceId }) => ({
      nameId,
      sourceId,
    })),
  }))

export const withdraw = (applier: Applier, tenantId: string, { id, said }: { id: number; said: Said }) =>
  change(applier, tenantId, async (session) => {
    const { tx, next } = session
    const statements = statementsOf(tenantId, said, id)
    if (isJudged(said)) return unstateFacts(session, await factsOf(session, statements))
    const ids = toFacts(statements).map((fact) => fact.id)
    await withdrawFacts(tx, tenantId, next.namesVersion, ids)
    const sources = await readSourcesOf(tx, tenantId, ids)
    return {
      ...noChange(),
      removedSources: sources.map(({ nameId, sourceId }) => ({ nameId, sourceId })),
      removedLinks: statements.links,
      removedPins: statements.pins,
      restated: restatedBy(statements),
      respot: statements.relinks.map((relink) => relink.meetingId),
    }
  })

const factsOf = async ({ tx, tenantId }: RecordSession, { links, equivalences }: Statements) =>
  (await Promise.all([...links, ...equivalences].map(({ id }) => readFactGroup(tx, tenantId, id)))).flat()

const restatedBy = ({ assertions, vetoes }: Statements): string[] =>
  [...assertions, ...vetoes].map(({ nameId }) => nameId)

const toFacts = ({ links, pins, relinks, assertions, vetoes }: Statements): NewFact[] =>
  [
    ...links.map((link) => ({ id: link.id, kind: link.kind, nameId: link.a, otherNameId: link.b })),
    ...pins.map((pin) => ({ id: pin.id, kind: 'pin' as const, nameId: pin.nameId, value: pin.title })),
    ...relinks.map(({ id, meetingId, from, to }) => ({
      ...{ id, kind: 'relink' as const, nameId: from, otherNameId: to, meetingId },
    })),
    ...assertions.map((one) => ({
      ...{ id: one.id, kind: 'assert' as const, nameId: one.nameId, dim: one.dimension, op: one.op, value: one.value },
      ...{ valueName: one.valueNameId, orderKey: one.orderKey, occurredAt: one.occurredAt || null },
      meetingId: one.meetingId,
    })),
    ...vetoes.map((veto) => ({
      ...{ id: veto.id, kind: 'veto' as const, nameId: veto.nameId, meetingId: veto.meetingId, dim: veto.dimension },
      ...(veto.claim && { op: veto.claim.op, value: veto.claim.value, valueName: veto.claim.valueNameId }),
    })),
  ].map((fact) => ({ ...fact, groupId: fact.id, origin: 'user' }))
