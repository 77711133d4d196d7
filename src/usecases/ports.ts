import type { Dispatch } from '../domain/run/dispatch.ts'
import type { ResumeRun } from '../runs/resume-run.ts'
import type { SubmitRun } from '../runs/submit-run.ts'
import type { Erasure } from '../storage/erasures.ts'
import type { Tx } from '../storage/tx.ts'
import type { ChangeView } from './views/transition-views.ts'

/** What the use cases need of the ledger (src/runs). Each runs in the caller's transaction. */
export type RunsPort = {
  submitRun: SubmitRun
  cancelRun: (tx: Tx, request: { tenantId: string; runId: string }) => Promise<void>
  /** Lays it aside until it is resumed. */
  parkRun: (tx: Tx, request: { tenantId: string; runId: string }) => Promise<void>
  resumeRun: ResumeRun
  replayRun: ResumeRun
}

/** Hands what was dispatched to the queue, after the commit; best effort, and never throws. */
export type Enqueue = (dispatch: readonly Dispatch[]) => Promise<void>

/** The same for webhook deliveries that were written with their events. */
export type EnqueueDeliveries = (tenantId: string, deliveryIds: readonly string[], epoch?: number) => Promise<void>

/** Who does it: recorded with every fact and in the log. */
export type Acting = { tenantId: string; actor: string; traceparent: string }

type Recorded = { version: string }

/** What a meeting that was retracted or restored changed, or would change. */
type Undone = Recorded & {
  factIds: string[]
  meetingId: string
  /** Set when it has to be read again for that. */
  runId: string | null
  dryRun: boolean
  changes: ChangeView[]
  more: boolean
}

/** What a user says to an item of the review list. */
export type ReviewAnswer = {
  itemId: string
  verdict: 'accept' | 'reject' | 'correct'
  /** With `correct`, as far as the item takes it: what is right instead. */
  value?: string
  entityId?: string
  type?: string
  note?: string
}

/** Who is erased: at least one of the first three. */
export type ErasedPerson = {
  personId?: string | undefined
  name?: string | undefined
  email?: string | undefined
  /** What they said goes as well, not only their name. */
  includeSpoken: boolean
}

/**
 * Commands on the record. Each is one transaction that starts with the lock on the tenant head, adds or withdraws
 * facts, folds what they touch, and enqueues what became due after its commit.
 */
export type RecordCommands = {
  mergeEntities: (
    command: Acting & { entityId: string; otherId: string; note?: string },
  ) => Promise<Recorded & { factIds: string[]; entityId: string }>
  /** Gives the named aliases (name ids) an entity of their own. */
  splitEntity: (
    command: Acting & { entityId: string; nameIds: string[]; note?: string },
  ) => Promise<Recorded & { factIds: string[]; entityId: string; newEntityId: string }>
  /** `assert` says what is true from `at` on; `veto` says that a meeting's claim about the dimension does not count. */
  correctState: (
    command: Acting & { entityId: string; dimension: string; note?: string } & (
        | { kind: 'assert'; op: 'set' | 'add' | 'resolve'; value: string | null; atMs: number | null }
        | { kind: 'veto'; meetingId: string }
      ),
  ) => Promise<Recorded & { factIds: string[]; entityId: string }>
  withdrawFact: (command: Acting & { factId: string }) => Promise<Recorded & { factIds: string[] }>
  renameEntity: (
    command: Acting & { entityId: string; name?: string; addAliases: string[]; removeAliases: string[] },
  ) => Promise<Recorded & { factIds: string[]; entityId: string }>
  lockEntity: (
    command: Acting & { entityId: string; note?: string },
  ) => Promise<Recorded & { factIds: string[]; entityId: string }>
  /** In this meeting the name means that entity. */
  relinkName: (
    command: Acting & { meetingId: string; nameId: string; entityId: string; note?: string },
  ) => Promise<Recorded & { factIds: string[]; entityId: string }>
  importEntities: (
    command: Acting & {
      entities: {
        type: string
        name: string
        aliases: string[]
        state: { dimension: string; value: string; since?: string }[]
      }[]
    },
  ) => Promise<Recorded & { entities: { id: string; type: string; name: string }[] }>
  answerReview: (command: Acting & ReviewAnswer) => Promise<Recorded & { factIds: string[]; entityId: string | null }>
  editMeeting: (
    command: Acting & {
      meetingId: string
      title?: string
      occurredAt?: string
      timeZone?: string
      sequence?: number
      series?: string | null
      project?: string | null
      account?: string | null
    },
  ) => Promise<Recorded>
  deleteMeeting: (command: Acting & { meetingId: string }) => Promise<Recorded>
  eraseMeeting: (command: Acting & { meetingId: string; reason: string | null; dryRun: boolean }) => Promise<Erasure>
  erasePerson: (command: Acting & ErasedPerson & { reason: string | null; dryRun: boolean }) => Promise<Erasure>
  retractMeeting: (command: Acting & { meetingId: string; note?: string; dryRun: boolean }) => Promise<Undone>
  restoreMeeting: (command: Acting & { meetingId: string; dryRun: boolean }) => Promise<Undone>
}
