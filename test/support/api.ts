import type { Express, Router } from 'express'
import request from 'supertest'
import { createApp } from '../../src/api/app.ts'
import { scopes as allScopes, type scopes } from '../../src/domain/access/scopes.ts'
import type { Dispatch } from '../../src/domain/run/dispatch.ts'
import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'
import { parseTranscript } from '../../src/formats/parse-transcript.ts'
import { newId } from '../../src/platform/ids.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { createSecretBox } from '../../src/platform/secret-box.ts'
import { createApplyChange } from '../../src/record/apply-change.ts'
import { createModelReader } from '../../src/record/model-cache.ts'
import { createNameCache } from '../../src/record/name-cache.ts'
import { createOpenSession } from '../../src/record/session.ts'
import { cancelRun, parkRun } from '../../src/runs/cancel-run.ts'
import { createReplayRun, createResumeRun } from '../../src/runs/resume-run.ts'
import { createSubmitRun } from '../../src/runs/submit-run.ts'
import { type Database, openDatabase } from '../../src/storage/client.ts'
import { createUsecases, type UsecaseDeps, type Usecases } from '../../src/usecases/create-usecases.ts'
import { noModels } from '../../src/usecases/models/no-models.ts'
import { createRecordCommands } from '../../src/usecases/record/create-record-commands.ts'
import { createTenantWork } from '../../src/usecases/tenant-work.ts'
import { createTestDatabase } from './database.ts'

export type TestTenant = { tenantId: string; key: string }

export type TestApi = {
  app: Express
  database: Database
  databaseUrl: string
  usecases: Usecases
  /** What was handed to the queue, and to lane 1. */
  enqueued: Dispatch[]
  deliveries: string[]
  tenant: TestTenant
  addTenant: (name: string) => Promise<TestTenant>
  keyWith: (tenant: TestTenant, ...scopes: string[]) => Promise<string>
  close: () => Promise<void>
}

/** The whole API over real HTTP and a real database; only the queue is a stand-in. */
export const startTestApi = async (
  overrides: Partial<UsecaseDeps> = {},
  /** Puts something between the API and its database. */
  through: (databaseUrl: string) => Promise<string> = async (url) => url,
  makeBoard?: () => Promise<Router>,
): Promise<TestApi> => {
  const testDatabase = await createTestDatabase()
  const url = await through(testDatabase.url)
  const database = openDatabase({ url, poolSize: 10, poolTimeoutMs: 10_000 })
  const log = createLogger({ level: process.env.TEST_LOG === undefined ? 'silent' : 'error', format: 'json' }, 'test')
  const enqueued: Dispatch[] = []
  const deliveries: string[] = []
  const ledger = { admissionWindow: 64 }
  const submitRun = createSubmitRun(ledger)
  const queue = {
    enqueue: async (dispatch: readonly Dispatch[]) => void enqueued.push(...dispatch),
    enqueueDeliveries: async (_tenantId: string, ids: readonly string[]) => void deliveries.push(...ids),
  }
  const usecases = createUsecases({
    ...queue,
    database,
    log,
    runs: {
      submitRun,
      resumeRun: createResumeRun(ledger),
      replayRun: createReplayRun(ledger),
      cancelRun,
      parkRun,
    },
    record: createRecordCommands({
      ...queue,
      submitRun,
      work: createTenantWork(database, { repeat: false, waitMs: 1000, audited: true }),
      openSession: createOpenSession({ cache: createNameCache({ tenants: 4 }), readModel: createModelReader() }),
      applyChange: createApplyChange({ submitRun }),
      now: () => new Date(),
    }),
    defaultModel,
    secrets: createSecretBox([Buffer.from('of-tests-only-and-of-32-bytes-ok')]),
    allowPrivateTargets: true,
    models: noModels,
    parse: async (transcript) => parseTranscript(transcript),
    limits: { waitingPerTenant: 10_000, waitingTotal: 50_000 },
    allowance: { ...limits, submissionsPerMinute: null, dailyBudget: null },
    storageWaitMs: 1000,
    now: () => new Date(),
    ...overrides,
  })
  const app = createApp({
    ...{ usecases, log, metrics: createMetrics(), version: '0.0.0' },
    ...{ maxBodyBytes: 10_485_760, requestTimeoutMs: 30_000, checkAnswers: true, limits },
    board: await makeBoard?.(),
  })
  const addTenant = async (name: string): Promise<TestTenant> => {
    const tenantId = newId()
    const { key } = await usecases.ensureTenant({
      tenantId,
      name,
      timeZone: 'Europe/Berlin',
      firstKey: { name: 'test', scopes: allScopes },
    })
    return { tenantId, key: key ?? '' }
  }
  const tenant = await addTenant('first')
  return {
    ...{ app, database, databaseUrl: testDatabase.url, usecases, enqueued, deliveries, tenant, addTenant },
    keyWith: async (owner, ...wanted) => {
      const granted = wanted as (typeof scopes)[number][]
      return (
        await usecases.createKey({ tenantId: owner.tenantId, name: 'narrow', scopes: granted, mayGrant: granted })
      ).key
    },
    close: async () => {
      await database.close()
      await testDatabase.drop()
    },
  }
}

const limits = { requestsPerMinute: 1_000_000, failuresPerMinute: 1_000_000, proxies: 0 }

/** A client that sends the key with every request. */
export const clientOf = ({ app }: TestApi, key: string) => {
  const send = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) =>
    request(app)[method](path).set('Authorization', `Bearer ${key}`)
  return {
    get: (path: string) => send('get', path),
    post: (path: string, body?: object) => send('post', path).send(body),
    put: (path: string, body: object) => send('put', path).send(body),
    patch: (path: string, body: object) => send('patch', path).send(body),
    delete: (path: string) => send('delete', path),
  }
}
