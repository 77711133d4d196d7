import { createDeliver } from '../../processors/deliver.ts'
import { createExtract } from '../../processors/extract.ts'
import { createNormalize } from '../../processors/normalize.ts'
import { createReason } from '../../processors/reason.ts'
import { createRegistry, type Processors } from '../../processors/registry.ts'
import { createSummarize } from '../../processors/summarize.ts'
import { createThreadedOfflineAnalyst } from '../analysis/offline/in-thread.ts'
import { createGuardedRequest } from '../delivery/guarded-request.ts'
import { createSendWebhook } from '../delivery/send-webhook.ts'
import { createThreadedParser } from '../formats/in-thread.ts'
import type { TranscriptFormat } from '../formats/transcript.ts'
import type { Resources } from './resources.ts'
import { wireRecordProcessors } from './wire-record.ts'

/** Far above what the longest allowed transcript takes (10 MB: seconds), far below what would look like a hang. */
const threadLimits = { timeoutMs: 60_000, maxMegabytes: 1_024 }

/** Guards memory inside one step; how many calls of models are under way at once is bounded where they are made. */
const chunksAtOnce = 64
const personasAtOnce = 16

/** One processor per step, the sender of webhooks, and what has to be closed after them. */
export const wireProcessors = (resources: Resources) => {
  const { config, db, log } = resources
  const { parallelCalls, batchSize } = config.analysis
  const parser = createThreadedParser(threadLimits)
  const analyst = createThreadedOfflineAnalyst({ threads: 1, ...threadLimits })
  const processors: Processors = {
    normalize: createNormalize({
      db,
      parse: ({ format, ...input }, signal) =>
        parser.parse({ ...input, format: format as TranscriptFormat | 'text' }, signal),
    }),
    extract: createExtract({ db, analyst, chunksAtOnce }),
    reason: createReason({ db, analyst, parallelCalls, batchSize }),
    summarize: createSummarize({ db, analyst, personasAtOnce }),
    ...wireRecordProcessors(resources),
  }
  const send = createGuardedRequest({ allowPrivateTargets: config.delivery.allowPrivateTargets })
  return {
    registry: createRegistry(processors),
    deliver: createDeliver({ db, sendWebhook: createSendWebhook({ send, now: () => new Date() }), logger: log }),
    close: async (): Promise<void> => {
      await Promise.all([parser.close(), analyst.close()])
    },
  }
}
