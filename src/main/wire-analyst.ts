import type { Analyst } from '../analysis/analyst.ts'
import { createThreadedOfflineAnalyst } from '../analysis/offline/in-thread.ts'
import type { Resources } from './resources.ts'
import { threadLimits } from './thread-limits.ts'

export type WiredAnalyst = { analyst: Analyst; close: () => Promise<void> }

/** What reads transcripts in this process: rules, which need nothing and are always there. */
export const wireAnalyst = (_resources: Resources): WiredAnalyst => {
  const offline = createThreadedOfflineAnalyst({ threads: 1, ...threadLimits })
  return { analyst: offline, close: offline.close }
}
