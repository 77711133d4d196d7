import type { Producer } from '../../queues/producer.ts'
import type { Dispatch } from '../domain/run/dispatch.ts'
import { planUpgrades, type UpgradeSeen } from '../domain/run/plan-upgrades.ts'
import { newId } from '../platform/ids.ts'
import { createLogLimiter } from '../platform/log-limiter.ts'
import type { Logger } from '../platform/logger.ts'
import { continueTrace } from '../platform/trace-context.ts'
import type { Database } from '../storage/client.ts'
import {
  clearOldMarks,
  endRecovery,
  findTenantsToUpgrade,
  hasUpgradable,
  lockRecovery,
  readUpgrades,
  type SeenUpgrade,
  saveRecovery,
  takeUpgradable,
} from '../storage/degraded.ts'
import { inTenant, type Tx } from '../storage/tx.ts'
import type { SubmitRun } from './submit-run.ts'

export type UpgraderDeps = {
  db: Database
  producer: Producer
  submitRun: SubmitRun
  /** How often to look for degraded meetings; the first step of the wait while models stay away. */
  everyMs: number
  logger: Logger
}

/** Upgrades of one tenant under way at once; work that was submitted goes before them. */
const atOnce = 20
const tenantsAtOnce = 50
/** While upgrades are under way the next ones should follow soon. */
const soonMs = 2_000

/**
 * Reads meetings again that had to be left to rules, once models answer again: first one, and the others when that came
 * out as wanted. Any number of processes may run this; how far each tenant is stands in the database, and one at a time
 * looks at it.
 */
export const createUpgrader = (deps: UpgraderDeps) => {
  const { db, logger, everyMs } = deps
  const limitLog = createLogLimiter(60_000)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let current: Promise<unknown> = Promise.resolve()

  const upgrade = async (tenantId: string): Promise<void> => {
    const { runIds, dispatch } = await inTenant(db, tenantId, (tx) => upgradeTenant(deps, tx, tenantId))
    await deps.producer.enqueue(dispatch)
    if (runIds.length > 0) logger.info({ tenant: tenantId, upgrades: runIds.length }, 'reading meetings again')
  }

  const complain = (error: unknown): void =>
    limitLog('upgrade', (held) => logger.warn({ err: error, held }, 'meetings not upgraded; trying again later'))

  /** One look at every tenant that is due. */
  const pass = async (): Promise<void> => {
    const tenants = await findTenantsToUpgrade(db, tenantsAtOnce)
    for (const tenantId of tenants) if (!stopped) await upgrade(tenantId).catch(complain)
  }

  const schedule = (): void => {
    if (stopped) return
    timer = setTimeout(
      () => {
        current = pass().catch(complain).then(schedule)
      },
      Math.min(everyMs, soonMs),
    )
    timer.unref()
  }

  return {
    pass,
    start: schedule,
    stop: async (): Promise<void> => {
      stopped = true
      clearTimeout(timer)
      await current
    },
  }
}

const upgradeTenant = async (
  { submitRun, everyMs }: UpgraderDeps,
  tx: Tx,
  tenantId: string,
): Promise<{ runIds: string[]; dispatch: Dispatch[] }> => {
  const state = await lockRecovery(tx, tenantId, everyMs)
  if (!state) return { runIds: [], dispatch: [] }
  const seen = await readUpgrades(tx, tenantId, state.runIds)
  await clearOldMarks(tx, tenantId)
  const plan = planUpgrades(state, seen.map(outcomeOf), { everyMs, atOnce })
  const chosen = plan.start > 0 ? await takeUpgradable(tx, tenantId, plan.start) : []
  const runIds: string[] = []
  const dispatch: Dispatch[] = []
  for (const meeting of chosen) {
    const { traceparent } = continueTrace(undefined)
    const request = { ...meeting, tenantId, runId: newId(), traceparent, params: {} }
    const run = await submitRun(tx, { ...request, kind: 'upgrade', priority: 'backfill' })
    runIds.push(run.runId)
    dispatch.push(...run.dispatch)
  }
  const open = [...seen.filter((one) => !one.ended).map((one) => one.id), ...runIds]
  if (open.length > 0) await saveRecovery(tx, tenantId, { ...plan, runIds: open })
  else if (await hasUpgradable(tx, tenantId))
    await saveRecovery(tx, tenantId, { ...plan, runIds: open, waitMs: Math.max(plan.waitMs, everyMs) })
  else await endRecovery(tx, tenantId)
  return { runIds, dispatch }
}

/** A meeting in which the trouble itself lies says nothing against the models: they answered. */
const outcomeOf = ({ ended, completed, degraded, passes }: SeenUpgrade): UpgradeSeen => {
  if (!ended) return 'open'
  return completed && !(degraded && passes) ? 'well' : 'degraded'
}
