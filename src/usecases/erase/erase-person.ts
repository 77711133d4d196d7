import { personWords, pseudonymOf } from '../../domain/erase/person-words.ts'
import { AppError } from '../../domain/errors.ts'
import { sha256, uuidv5 } from '../../domain/ids.ts'
import { newId } from '../../platform/ids.ts'
import { unstateFacts } from '../../record/unstate-facts.ts'
import { eraseDeadNames } from '../../storage/erase-names.ts'
import {
  countPersonRows,
  findMeetingsOfPerson,
  type PersonScrub,
  readPerson,
  scrubFacts,
  sweepPerson,
} from '../../storage/erase-person.ts'
import { listTenantTables } from '../../storage/erase-tenant.ts'
import { type Erasure, findRunningErasure, insertErasure, lockErasure, updateErasure } from '../../storage/erasures.ts'
import { readFactsAbout } from '../../storage/facts.ts'
import type { Tx } from '../../storage/tx.ts'
import { actOn } from '../access/acting.ts'
import { findEntity } from '../entities/find-entity.ts'
import type { ErasedPerson, RecordCommands } from '../ports.ts'
import { type CommandDeps, runCommand } from '../record/command.ts'
import { erasePersonFromMeeting } from './erase-person-from-meeting.ts'

/** Meetings that one statement looks through. */
const meetingsAtOnce = 100

type Command = Parameters<RecordCommands['erasePerson']>[0]

/**
 * Erases a person: a pseudonym stands wherever the full name, an address or the speaker's name stood, what they said is
 * blanked unless it is to stay, and the affected meetings are read again by runs of their own. One transaction per
 * meeting; asked again after a crash it does what is left, under the same receipt.
 */
export const createErasePerson =
  (deps: CommandDeps): RecordCommands['erasePerson'] =>
  async (command) => {
    const { tenantId, dryRun } = command
    const { receipt, scrub, nameIds } = await deps.work(tenantId, (tx) => begin(tx, command))
    actOn(receipt.id)
    if (!dryRun) await eraseFromFacts(deps, command, nameIds, scrub)
    let meetings = 0
    for (let after: string | null = null, more = true; more; ) {
      const page = await deps.work(tenantId, (tx) => findMeetingsOfPerson(tx, tenantId, scrub, after, meetingsAtOnce))
      for (const meetingId of dryRun ? [] : page.affected)
        await erasePersonFromMeeting(deps, command, { meetingId, erasureId: receipt.id, scrub })
      meetings += page.affected.length
      after = page.last
      more = page.last !== null
    }
    if (dryRun) return { ...receipt, status: 'done', counts: { meeting: meetings }, finishedAt: receipt.createdAt }
    return deps.work(tenantId, (tx) => finish(tx, tenantId, receipt.id, scrub))
  }

const begin = async (
  tx: Tx,
  command: Command,
): Promise<{ receipt: Erasure; scrub: PersonScrub; nameIds: string[] }> => {
  const { tenantId, actor, reason, personId, name, email, includeSpoken, dryRun } = command
  if (personId !== undefined) await mustBePerson(tx, tenantId, personId)
  const asked = [name, email].flatMap((one) => one ?? [])
  const person = await readPerson(tx, tenantId, { entityId: personId ?? null, called: asked })
  const words = personWords([...asked, ...person.emails], person.names)
  const subjectId = personId ?? uuidv5(tenantId, 'erased-person', ...asked.map((one) => one.toLowerCase()))
  const blank = { subject: 'person', subjectId, runId: null, counts: {}, digest: '', verified: false } as const
  const fresh = { ...blank, id: newId(), status: 'running', actor, reason } as const
  const begun = await findRunningErasure(tx, tenantId, 'person', subjectId)
  const receipt = dryRun
    ? { ...fresh, createdAt: new Date(), finishedAt: null }
    : (begun ?? (await insertErasure(tx, tenantId, fresh)))
  const scrub = { ...words, pseudonym: pseudonymOf(receipt.id), includeSpoken }
  return { receipt, scrub, nameIds: person.nameIds }
}

const mustBePerson = async (tx: Tx, tenantId: string, personId: string): Promise<void> => {
  const { type } = await findEntity(tx, tenantId, personId)
  if (type !== 'person') throw new AppError('invalid_request', `The entity ${personId} is a ${type}, not a person.`)
}

/** What users and catalogues said of the person is withdrawn; what they said of other things names nobody. */
const eraseFromFacts = (
  deps: CommandDeps,
  command: ErasedPerson & Command,
  nameIds: readonly string[],
  scrub: PersonScrub,
): Promise<unknown> =>
  runCommand(deps, command, async (session) => {
    const { tx, tenantId } = session
    const change = await unstateFacts(session, await readFactsAbout(tx, tenantId, nameIds))
    change.restated.push(...(await scrubFacts(tx, tenantId, nameIds, scrub)))
    return { change, answer: () => ({}) }
  })

const finish = async (tx: Tx, tenantId: string, id: string, scrub: PersonScrub): Promise<Erasure> => {
  const receipt = await lockErasure(tx, tenantId, id)
  if (receipt.status === 'done') return receipt
  const swept = await sweepPerson(tx, tenantId, scrub)
  const counts = { ...receipt.counts }
  for (const [table, rows] of Object.entries({ ...swept, name: await eraseDeadNames(tx, tenantId) }))
    counts[table] = (counts[table] ?? 0) + rows
  const left = await countPersonRows(tx, tenantId, await listTenantTables(tx), scrub)
  const digest = receipt.digest === '' ? sha256('') : receipt.digest
  return updateErasure(tx, tenantId, {
    ...{ ...receipt, counts, digest, status: 'done', verified: left === 0, finishedAt: new Date() },
  })
}
