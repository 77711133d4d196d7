import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { stableJson } from '../../domain/stable-json.ts'
import type { TrackingModel } from '../../domain/tracking-model/model.ts'
import { newId } from '../../platform/ids.ts'
import {
  insertModel,
  lastModelVersion,
  listModels,
  lockModel,
  readModel,
  useModel,
} from '../../storage/tracking-models.ts'
import { decodeCursor, pageOf, pageQuery } from '../page.ts'
import type { Enqueue, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import { iso, type Page } from '../views/common.ts'
import type { StoredModelView, TrackingModelSummaryView, TrackingModelView } from '../views/setup-views.ts'

export const listModelsQuery = z.strictObject(pageQuery)

type Deps = { read: TenantWork; work: TenantWork; runs: Pick<RunsPort, 'submitRun'>; enqueue: Enqueue }

/** All versions, the latest first. */
export const createListModels =
  (deps: Deps) =>
  ({
    tenantId,
    cursor,
    limit,
  }: { tenantId: string } & z.infer<typeof listModelsQuery>): Promise<Page<TrackingModelSummaryView>> => {
    const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.int()]))
    return deps.read(tenantId, async (tx) => {
      const rows = await listModels(tx, tenantId, before, limit + 1)
      return pageOf(
        rows,
        limit,
        (row) => ({ ...row, createdAt: iso(row.createdAt) }),
        (row) => [row.version],
      )
    })
  }

/** A version by its number; null: the one in force. */
export const createReadModel =
  (deps: Deps) =>
  ({ tenantId, version }: { tenantId: string; version: number | null }): Promise<TrackingModelView> =>
    deps.read(tenantId, async (tx) => {
      const row = await readModel(tx, tenantId, version)
      if (row === null) throw new AppError('not_found', `There is no version ${version ?? 'in force'}.`)
      const { body, ...rest } = row
      return { ...rest, createdAt: iso(row.createdAt), model: body }
    })

/**
 * Puts a new version in force and asks for the record to be folded again with it. Meetings that were read with an
 * older version become upgradable. The same model again adds nothing.
 */
export const createStoreModel =
  (deps: Deps) =>
  async (command: { tenantId: string; traceparent: string; model: TrackingModel }): Promise<StoredModelView> => {
    const { tenantId, traceparent, model } = command
    const { dispatch, ...stored } = await deps.work(tenantId, async (tx) => {
      const present = await lockModel(tx, tenantId)
      if (present !== null && stableJson(present.body) === stableJson(model)) {
        return { version: present.version, changed: false, runId: null, dispatch: [] }
      }
      const version = (await lastModelVersion(tx, tenantId)) + 1
      await insertModel(tx, tenantId, { version, name: model.name, body: model })
      await useModel(tx, tenantId, version)
      const { runId, dispatch: due } = await deps.runs.submitRun(tx, {
        ...{ tenantId, runId: newId(), meetingId: null, kind: 'refold', generation: 0, revision: 0 },
        ...{ priority: 'normal', skip: [], params: { modelVersion: version }, traceparent },
      })
      return { version, changed: true, runId, dispatch: due }
    })
    await deps.enqueue(dispatch)
    return stored
  }
