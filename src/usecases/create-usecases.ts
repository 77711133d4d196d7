import { type InstallationLimits, limitsInForce, type TenantLimits } from '../domain/access/tenant-limits.ts'
import type { TrackingModel } from '../domain/tracking-model/model.ts'
import type { Logger } from '../platform/logger.ts'
import type { SecretBox } from '../platform/secret-box.ts'
import type { Database } from '../storage/client.ts'
import { readBacklog } from '../storage/read-backlog.ts'
import { readLedgerFigures } from '../storage/read-figures.ts'
import { ping } from '../storage/tenants.ts'
import { createAuthenticate } from './access/authenticate.ts'
import { createListAudit } from './access/list-audit.ts'
import { createCreateKey, createListKeys, createRevokeKey, createRotateKey } from './access/manage-keys.ts'
import type { TokenBearer } from './access/verify-token.ts'
import { createAnalytics } from './analytics/create-analytics.ts'
import { createFlagsOf } from './analytics/flags-of.ts'
import { createHabitsCache } from './analytics/habits-cache.ts'
import { createListChanges } from './changes/list-changes.ts'
import { createListInsights } from './changes/list-insights.ts'
import { createReadVersion } from './changes/read-version.ts'
import { createSearchTranscripts } from './changes/search-transcripts.ts'
import { createExplainEntity } from './entities/explain-entity.ts'
import { createListEntities } from './entities/list-entities.ts'
import { createListSuggestions } from './entities/list-suggestions.ts'
import { createModelCache } from './entities/model-cache.ts'
import { createReadEntity } from './entities/read-entity.ts'
import { createReadMentions } from './entities/read-mentions.ts'
import { createReadRelations } from './entities/read-relations.ts'
import { createReadState } from './entities/read-state.ts'
import { createReadTimeline } from './entities/read-timeline.ts'
import { createEraseTenant } from './erase/erase-tenant.ts'
import { createListErasures, createReadErasure } from './erase/read-erasures.ts'
import { createExport } from './export/create-export.ts'
import { createTurns } from './export/turns.ts'
import { type BackpressureLimits, createRefuseOverload } from './meetings/backpressure.ts'
import { createListMeetings } from './meetings/list-meetings.ts'
import { createReadCoverage } from './meetings/read-coverage.ts'
import { createReadDiff } from './meetings/read-diff.ts'
import { createReadMeeting } from './meetings/read-meeting.ts'
import { createReadObservations } from './meetings/read-observations.ts'
import { createReadSummaries } from './meetings/read-summaries.ts'
import { createReadTranscript } from './meetings/read-transcript.ts'
import { createReadTransitions } from './meetings/read-transitions.ts'
import { createReprocessMeeting } from './meetings/reprocess-meeting.ts'
import { createSubmitMeeting } from './meetings/submit-meeting.ts'
import { createEstimateMeeting, type ParseTranscript } from './models/estimate-meeting.ts'
import type { ModelsPort } from './models/ports.ts'
import { createExplainRoutes, createReadCatalogue } from './models/read-catalogue.ts'
import { createReadModelReport } from './models/read-model-report.ts'
import { createReadPrompts } from './models/read-prompts.ts'
import { createReadRunCost } from './models/read-run-cost.ts'
import { createReadUsage } from './models/read-usage.ts'
import type { Enqueue, EnqueueDeliveries, RecordCommands, RunsPort } from './ports.ts'
import { createListReview } from './review/list-review.ts'
import { createCancelRuns, createParkRuns, createReplayRuns, createResumeRuns } from './runs/change-many-runs.ts'
import { createCancelRun, createParkRun, createReplayRun, createResumeRun } from './runs/change-run.ts'
import { createFollowRun, createWaitForRun } from './runs/follow-run.ts'
import { createListProblems } from './runs/list-problems.ts'
import { createListRuns } from './runs/list-runs.ts'
import { createReadRun } from './runs/read-run.ts'
import { createEnsureTenant } from './setup/ensure-tenant.ts'
import {
  createListDeliveries,
  createReadDelivery,
  createReplayDeliveries,
  createReplayDelivery,
} from './setup/manage-deliveries.ts'
import { createListPersonas, createPutPersona, createReadPersona } from './setup/manage-personas.ts'
import { createCreateTenant, createListTenants, createSuspendTenant } from './setup/manage-tenants.ts'
import { createListModels, createReadModel, createStoreModel } from './setup/manage-tracking-models.ts'
import {
  createCreateWebhook,
  createDeleteWebhook,
  createEditWebhook,
  createListWebhooks,
  createReadWebhook,
  createRotateWebhookSecret,
} from './setup/manage-webhooks.ts'
import { createResealSecrets } from './setup/reseal-secrets.ts'
import { createChangeTenant, createReadTenant } from './setup/tenant-limits.ts'
import { createTestWebhook } from './setup/test-webhook.ts'
import { createTenantWork } from './tenant-work.ts'

export type UsecaseDeps = {
  database: Database
  runs: RunsPort
  record: RecordCommands
  enqueue: Enqueue
  enqueueDeliveries: EnqueueDeliveries
  /** For secrets that have to be read again: those of webhooks. */
  secrets: SecretBox
  /** Webhooks may lead to the inside of the network. */
  allowPrivateTargets: boolean
  /** What the model layer tells of itself. */
  models: ModelsPort
  parse: ParseTranscript
  /** Reads tokens of an identity provider, where one is set. */
  verifyToken?: (token: string) => Promise<TokenBearer | null>
  /** The tracking model of a new tenant. */
  defaultModel: TrackingModel
  limits: BackpressureLimits
  /** What else holds for tenants that have no limits of their own. */
  allowance: Omit<InstallationLimits, 'waitingRuns'>
  /** How long a request waits for a database that is away. */
  storageWaitMs: number
  now: () => Date
  log: Logger
}

const exportsAtOnce = 8

/** Everything that can be asked of the product, by name; the API and other clients pick what they need. */
export const createUsecases = (given: UsecaseDeps) => {
  const { database, storageWaitMs: waitMs, now, log } = given
  const read = createTenantWork(database, { repeat: true, waitMs, readOnly: true })
  const work = createTenantWork(database, { repeat: false, waitMs, audited: true })
  const findable = createTenantWork(database, { repeat: true, waitMs, audited: true })
  /** What it changes takes the audit log with it. */
  const unaudited = createTenantWork(database, { repeat: true, waitMs })
  const habitsOf = createHabitsCache(now)
  const inferring = { habitsOf, flagsOf: createFlagsOf({ habitsOf, now }), modelInForce: createModelCache() }
  const deps = { ...given, ...inferring, read, work, readRun: createReadRun(read) }
  const ensureTenant = createEnsureTenant(deps)
  const installation = { ...given.allowance, waitingRuns: given.limits.waitingPerTenant }
  const limitsFor = (own: TenantLimits) => limitsInForce(own, installation)
  const tenancy = { limitsFor, database, read, work, ensureTenant }
  const refuseOverload = createRefuseOverload({
    ...{ limits: given.limits, now, log },
    readBacklog: (boundaryId) => readBacklog(database, boundaryId),
  })
  return {
    ...given.record,
    authenticate: createAuthenticate({ database, verifyToken: given.verifyToken, waitMs, now, log }),
    ensureTenant,
    createTenant: createCreateTenant(tenancy),
    listTenants: createListTenants(tenancy),
    suspendTenant: createSuspendTenant(tenancy),
    readTenant: createReadTenant(tenancy),
    changeTenant: createChangeTenant(tenancy),
    ping: () => ping(database),
    ledgerFigures: () => readLedgerFigures(database),
    readVersion: createReadVersion(read),

    submitMeeting: createSubmitMeeting({ ...deps, work: findable, refuseOverload, limitsFor }),
    listMeetings: createListMeetings(read),
    readMeeting: createReadMeeting(read),
    readTranscript: createReadTranscript(read),
    readSummaries: createReadSummaries(read),
    readObservations: createReadObservations(read),
    readTransitions: createReadTransitions(read),
    readCoverage: createReadCoverage(read),
    readDiff: createReadDiff(read),
    reprocessMeeting: createReprocessMeeting(deps),

    listRuns: createListRuns(read),
    readRun: deps.readRun,
    waitForRun: createWaitForRun(deps.readRun),
    followRun: createFollowRun(deps.readRun),
    cancelRun: createCancelRun(deps),
    resumeRun: createResumeRun(deps),
    replayRun: createReplayRun(deps),
    parkRun: createParkRun(deps),
    listProblems: createListProblems(read),
    cancelRuns: createCancelRuns(deps),
    parkRuns: createParkRuns(deps),
    resumeRuns: createResumeRuns(deps),
    replayRuns: createReplayRuns(deps),

    listEntities: createListEntities(deps),
    readEntity: createReadEntity(deps),
    readState: createReadState(read),
    readTimeline: createReadTimeline(read),
    explainEntity: createExplainEntity(deps),
    readRelations: createReadRelations(read),
    readMentions: createReadMentions(read),
    listSuggestions: createListSuggestions(read),

    listReview: createListReview(deps),

    listChanges: createListChanges(read),
    listInsights: createListInsights(read),
    searchTranscripts: createSearchTranscripts(read),
    ...createAnalytics(deps),

    readCatalogue: createReadCatalogue(deps),
    explainRoutes: createExplainRoutes(deps.models),
    readUsage: createReadUsage(read),
    readModelReport: createReadModelReport(deps),
    readPrompts: createReadPrompts(deps),
    estimateMeeting: createEstimateMeeting(deps),
    readRunCost: createReadRunCost(deps),

    createKey: createCreateKey(deps),
    listKeys: createListKeys(deps),
    revokeKey: createRevokeKey(deps),
    rotateKey: createRotateKey(deps),
    listAudit: createListAudit(read),

    exportRows: createExport({ ...deps, turns: createTurns(exportsAtOnce) }),

    eraseTenant: createEraseTenant({ work: unaudited }),
    listErasures: createListErasures(read),
    readErasure: createReadErasure(read),

    listModels: createListModels(deps),
    readModel: createReadModel(deps),
    storeModel: createStoreModel(deps),
    listPersonas: createListPersonas(deps),
    readPersona: createReadPersona(deps),
    putPersona: createPutPersona(deps),

    createWebhook: createCreateWebhook(deps),
    listWebhooks: createListWebhooks(deps),
    readWebhook: createReadWebhook(deps),
    editWebhook: createEditWebhook(deps),
    rotateWebhookSecret: createRotateWebhookSecret(deps),
    resealSecrets: createResealSecrets(deps),
    testWebhook: createTestWebhook(deps),
    deleteWebhook: createDeleteWebhook(deps),
    listDeliveries: createListDeliveries(deps),
    readDelivery: createReadDelivery(deps),
    replayDeliveries: createReplayDeliveries(deps),
    replayDelivery: createReplayDelivery(deps),
  }
}

export type Usecases = ReturnType<typeof createUsecases>
