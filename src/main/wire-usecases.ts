import { defaultModel } from '../domain/tracking-model/default-model.ts'
import { createSecretBox } from '../platform/secret-box.ts'
import { cancelRun, parkRun } from '../runs/cancel-run.ts'
import { createReplayRun, createResumeRun } from '../runs/resume-run.ts'
import { createSubmitRun } from '../runs/submit-run.ts'
import { createVerifyToken } from '../usecases/access/verify-token.ts'
import { createUsecases, type Usecases } from '../usecases/create-usecases.ts'
import { describeModels } from './describe-models.ts'
import { openCatalog } from './open-catalog.ts'
import { createParseApart } from './parse-apart.ts'
import type { Resources } from './resources.ts'
import { wireRecord } from './wire-record.ts'

/** Postgres takes a few seconds to restart; a request waits that long before it is refused. */
const storageWaitMs = 5_000

/** Everything the API can be asked, on the ledger, the record and the queues of this process. */
export const wireUsecases = (resources: Resources): Usecases => {
  const { config, db, producer, log } = resources
  const admission = { admissionWindow: config.worker.admissionWindow }
  return createUsecases({
    database: db,
    runs: {
      submitRun: createSubmitRun(admission),
      cancelRun,
      parkRun,
      resumeRun: createResumeRun(admission),
      replayRun: createReplayRun(admission),
    },
    record: wireRecord(resources, storageWaitMs),
    enqueue: producer.enqueue,
    enqueueDeliveries: producer.enqueueDeliveries,
    secrets: createSecretBox(config.secretKeys()),
    allowPrivateTargets: config.delivery.allowPrivateTargets,
    verifyToken: config.identity === null ? undefined : createVerifyToken(config.identity),
    models: describeModels(config, openCatalog(config.llm)),
    parse: createParseApart(),
    defaultModel,
    limits: config.backlog,
    allowance: {
      requestsPerMinute: config.http.limits.requestsPerMinute,
      submissionsPerMinute: config.backlog.submissionsPerMinute,
      dailyBudget: config.llm.dailyBudget ?? null,
    },
    storageWaitMs,
    now: () => new Date(),
    log,
  })
}
