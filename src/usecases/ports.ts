import type { Tx } from '../storage/tx.ts'

/** A step that may be handed to BullMQ now that its transaction is committed. */
export type Dispatch = {
  tenantId: string
  runId: string
  step: string
  queue: string
  epoch: number
  traceparent: string
}

export type RunRequest = {
  tenantId: string
  runId: string
  meetingId: string | null
  kind: string
  generation: number
  revision: number
  priority: string
  skip: readonly string[]
  params: Record<string, unknown>
  traceparent: string
}

/** What the use cases need of the ledger (src/runs). Each runs in the caller's transaction. */
export type RunsPort = {
  submitRun: (tx: Tx, request: RunRequest) => Promise<{ runId: string; dispatch: Dispatch[] }>
  cancelRun: (tx: Tx, request: { tenantId: string; runId: string }) => Promise<unknown>
  resumeRun: (tx: Tx, request: { tenantId: string; runId: string; from?: string }) => Promise<{ dispatch: Dispatch[] }>
  replayRun: (tx: Tx, request: { tenantId: string; runId: string }) => Promise<{ dispatch: Dispatch[] }>
}

export type NewEvent = { type: string; subject: string; data: Record<string, unknown>; ordinal?: number }

/** What the use cases need of the outbox: events and their deliveries in the caller's transaction. */
export type OutboxPort = {
  writeEvents: (
    tx: Tx,
    batch: { tenantId: string; version: bigint; events: NewEvent[] },
  ) => Promise<{ deliveryIds: string[] }>
}

/** Who does it: recorded with every fact and in the log. */
export type Acting = { tenantId: string; actor: string; traceparent: string }

type Recorded = { version: string }

/**
 * Commands on the record. Each is one transaction that starts with the lock on the tenant head, adds or withdraws
 * facts, folds what they touch, and enqueues what became due after its commit.
 */
export type RecordCommands = {
  mergeEntities: (command: Acting & { entityId: string; otherId: string; note?: string }) => Promise<
    Recorded & { factIds: string[]; entityId: string }
  >
  /** Gives the named aliases (name ids) an entity of their own. */
  splitEntity: (command: Acting & { entityId: string; nameIds: string[]; note?: string }) => Promise<
    Recorded & { factIds: string[]; entityId: string; newEntityId: string }
  >
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
  ) => Promise<Recorded & { entityId: string }>
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
}
