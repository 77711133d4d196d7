import type { StepContext } from '../../../../processors/outcome.ts'
import { uuidv5 } from '../../../../src/domain/ids.ts'
import type { RespotParams } from '../../../../src/record/find-meetings.ts'
import { inTenant, type Tx } from '../../../../src/storage/tx.ts'
import { contextOf, identityOf, meetingId, orderKeyOf, segmentsOf } from './facts.ts'
import { type Applier, commit, traceparent } from './record-store.ts'
import { say, unlist, withdraw } from './say.ts'
import type { Step, World } from './world.ts'

/** Writes the meetings of a world as they were accepted first, and what was accepted of them early. */
export const acceptMeetings = (applier: Applier, tenantId: string, world: World): Promise<void> =>
  inTenant(applier.db, tenantId, async (tx) => {
    const steps = world.flatMap((step) => (step.kind === 'meeting' ? [step] : []))
    const known = new Set<number>()
    for (const step of steps.sort((a, b) => a.generation - b.generation)) {
      if (!known.has(step.meeting) || step.early) await accept(tx, tenantId, step)
      known.add(step.meeting)
    }
  })

type MeetingStep = Extract<Step, { kind: 'meeting' }>

async function accept(tx: Tx, tenantId: string, { meeting, generation, reading }: MeetingStep): Promise<void> {
  const { type: _, language: __, ...context } = contextOf(reading)
  const said = {
    ...{ ...context, occurredAt: new Date(context.occurredAt), participants: [...context.participants] },
    ...{ orderKey: orderKeyOf(meeting, reading.hour), generation, revision: generation },
  }
  const id = meetingId(tenantId, meeting)
  const always = { type: 'meeting', source: 'test', skip: [], contentHash: '', traceId: 'a'.repeat(32) }
  const fresh = { ...said, ...always, id, tenantId, identity: identityOf(meeting) }
  await tx.meeting.createMany({ data: [fresh], skipDuplicates: true })
  await tx.meeting.updateMany({
    where: { tenantId, id, deletedAt: null, generation: { lt: generation } },
    data: said,
  })
  await tx.segment.createMany({
    data: segmentsOf(reading).map((segment) => ({ ...segment, tenantId, meetingId: id, revision: generation })),
    skipDuplicates: true,
  })
}

/** Lets one fact arrive. Answers with what was left for runs of their own. */
export const applyStep = async (applier: Applier, tenantId: string, step: Step): Promise<RespotParams[]> => {
  switch (step.kind) {
    case 'meeting':
      return process(applier, tenantId, step)
    case 'delete':
      await applier.deleteMeeting({
        tenantId,
        traceparent,
        actor: 'test',
        meetingId: meetingId(tenantId, step.meeting),
      })
      return openRespots(applier, tenantId)
    case 'retract':
    case 'restore': {
      const command = { ...{ tenantId, traceparent, actor: 'test' }, meetingId: meetingId(tenantId, step.meeting) }
      await applier[step.kind === 'retract' ? 'retractMeeting' : 'restoreMeeting']({ ...command, dryRun: false })
      return openRespots(applier, tenantId)
    }
    case 'import':
      await applier.importEntities({
        ...{ tenantId, traceparent, actor: 'test' },
        entities: step.entities.map((entity) => ({
          ...entity,
          aliases: [...entity.aliases],
          state: [...entity.state],
        })),
      })
      return openRespots(applier, tenantId)
    case 'unlist':
      await unlist(applier, tenantId, step)
      return openRespots(applier, tenantId)
    case 'say':
      await say(applier, tenantId, step)
      return openRespots(applier, tenantId)
    case 'withdraw':
      await withdraw(applier, tenantId, step)
      return openRespots(applier, tenantId)
  }
}

/** Lets one fact arrive, and all that it leaves for runs of their own. */
export const applyToEnd = async (applier: Applier, tenantId: string, step: Step): Promise<void> => {
  for (const params of await applyStep(applier, tenantId, step)) await respotLater(applier, tenantId, params)
}

async function process(applier: Applier, tenantId: string, step: MeetingStep): Promise<RespotParams[]> {
  await prepare(applier, tenantId, step)
  await commit(applier.db, tenantId, await applier.reconcile(contextOfStep(tenantId, step)))
  return openRespots(applier, tenantId)
}

/** What the steps before `reconcile` leave behind. */
const prepare = (applier: Applier, tenantId: string, step: MeetingStep): Promise<void> =>
  inTenant(applier.db, tenantId, async (tx) => {
    await accept(tx, tenantId, step)
    const { meeting, generation, reading } = step
    const key = `chunk-${generation}`
    const [id, runId] = [meetingId(tenantId, meeting), runIdOf(tenantId, step)]
    const value = { names: reading.names, observations: reading.observations, insights: [], unsupported: 0 }
    await tx.memo.createMany({ data: [{ tenantId, meetingId: id, key, value }], skipDuplicates: true })
    await tx.run.createMany({
      data: [
        {
          ...{ id: runId, tenantId, meetingId: id, generation, revision: generation, kind: 'meeting', traceparent },
          ...{ status: 'completed', priority: 'normal', openSteps: 0, finishedAt: new Date() },
        },
      ],
      skipDuplicates: true,
    })
    const ended = { status: 'done', queue: 'extract', needs: [], required: true, pending: 0 }
    await tx.step.createMany({
      data: [{ ...ended, tenantId, runId, name: 'extract', result: { memoKeys: [key] } }],
      skipDuplicates: true,
    })
  })

const runIdOf = (tenantId: string, { meeting, generation }: MeetingStep): string =>
  uuidv5(tenantId, 'run', `${meeting}`, `${generation}`)

const contextOfStep = (tenantId: string, step: MeetingStep): StepContext => ({
  ...{ tenantId, runId: runIdOf(tenantId, step), step: 'reconcile', meetingId: meetingId(tenantId, step.meeting) },
  ...{ generation: step.generation, revision: step.generation, params: {}, traceId: '1'.repeat(32) },
  ...{ signal: new AbortController().signal, report: () => {}, carried: {} },
})

/** Takes the runs that were asked for; they are run by whoever called. */
const openRespots = (applier: Applier, tenantId: string): Promise<RespotParams[]> =>
  inTenant(applier.db, tenantId, async (tx) => {
    const runs = await tx.run.findMany({ where: { tenantId, kind: 'respot', finishedAt: null } })
    await tx.run.updateMany({
      where: { tenantId, kind: 'respot' },
      data: { finishedAt: new Date(), status: 'completed' },
    })
    return runs.map((run) => run.params as unknown as RespotParams)
  })

export const respotLater = async (applier: Applier, tenantId: string, params: RespotParams): Promise<void> => {
  const context = {
    ...{ tenantId, runId: tenantId, step: 'respot', meetingId: null, generation: 0, revision: 0, params },
    ...{ traceId: '1'.repeat(32), signal: new AbortController().signal, report: () => {}, carried: {} },
  }
  await commit(applier.db, tenantId, await applier.respot(context))
}
