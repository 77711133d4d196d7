import type { SyntheticMeeting } from '../bench/workload.ts'
import { type Cluster, openCluster, type ProductOptions } from '../test/support/cluster.ts'
import type { Ground } from '../test/support/ground.ts'
import { type ScriptedModel, startScriptedModel } from '../test/support/scripted-model.ts'
import { flushRedis } from './backing.ts'
import { type Promised, submitAll } from './submit-all.ts'
import { openWatch, type Watch } from './watch.ts'
import { meetingsOf } from './workload.ts'

export type WorldOptions = Partial<ProductOptions> & {
  /** How many, or which; default 16, in a short run 10. */
  meetings?: number | readonly SyntheticMeeting[]
  /** A model server that answers: meetings are read by it. */
  model?: boolean
  /** Stands between the product and the model server. */
  modelUrl?: (model: ScriptedModel) => Promise<string>
}

/** The product with a database of its own, its meetings, and what it has promised of them. */
export type World = {
  cluster: Cluster
  watch: Watch
  meetings: readonly SyntheticMeeting[]
  model: ScriptedModel | undefined
  promised: Promised[]
  /** Submits them all, or some; resolves when each was accepted. */
  submit: (options?: { from?: number; to?: number; pauseMs?: number }) => Promise<void>
  close: () => Promise<void>
}

export const openWorld = async (
  ground: Ground,
  options: WorldOptions & Required<Pick<WorldOptions, 'meetings'>>,
): Promise<World> => {
  const { meetings: wanted, workers = 2, env, apiEnv } = options
  const meetings = typeof wanted === 'number' ? meetingsOf(wanted) : wanted
  if (ground.redis) await flushRedis(ground.redis.url)
  const model = options.model ? await startScriptedModel() : undefined
  const modelUrl = model && (options.modelUrl ? await options.modelUrl(model) : model.url)
  const cluster = await openCluster(ground, {
    ...{ workers, ...(apiEnv && { apiEnv }) },
    env: { ...(modelUrl && modelSettings(modelUrl)), ...env },
  })
  const watch = openWatch(cluster.databaseUrl)
  const promised: Promised[] = []
  return {
    ...{ cluster, watch, meetings, model, promised },
    submit: async ({ from = 0, to = meetings.length, pauseMs = 0 } = {}) => {
      await submitAll(cluster, meetings.slice(from, to), { pauseMs, each: (one) => void promised.push(one) })
    },
    close: async () => {
      await watch.close()
      await cluster.stop()
      await model?.stop().catch(() => {})
    },
  }
}

/** Quick to give up on a model and quick to come back to it, so that an outage of seconds shows all that one of hours would. */
const modelSettings = (url: string) => ({
  ...{ OPENAI_API_KEY: 'sk-of-a-test', OPENAI_BASE_URL: url, OPENAI_MODEL: 'gpt-4o' },
  ...{ LLM_TIMEOUT_MS: '10000', LLM_MAX_RETRIES: '2', LLM_RETRY_DELAY_MS: '20' },
  ...{ LLM_BREAKER_RECOVERY_MS: '500', LLM_UPGRADE_INTERVAL_MS: '500' },
})
