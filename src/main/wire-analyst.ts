import type { Analyst } from '../analysis/analyst.ts'
import { createDegradingAnalyst } from '../analysis/degrading.ts'
import { ignoreInjections } from '../analysis/ignore-injections.ts'
import { createLlmReader } from '../analysis/llm/llm-reader.ts'
import { createThreadedOfflineAnalyst } from '../analysis/offline/in-thread.ts'
import type { Resources } from './resources.ts'
import { threadLimits } from './thread-limits.ts'
import { wireModels } from './wire-models.ts'

export type WiredAnalyst = { analyst: Analyst; close: () => Promise<void> }

/** What reads transcripts in this process: models where some are configured, and rules, which are always there. */
export const wireAnalyst = (resources: Resources): WiredAnalyst => {
  const { gateway, close } = wireModels(resources)
  const offline = createThreadedOfflineAnalyst({ threads: 1, ...threadLimits })
  return {
    analyst:
      gateway === null
        ? ignoreInjections(offline)
        : createDegradingAnalyst({ llm: createLlmReader({ gateway }), offline }),
    close: async () => {
      await Promise.all([close(), offline.close()])
    },
  }
}
