import { createDeliver } from '../../processors/deliver.ts'
import { createExtract } from '../../processors/extract.ts'
import { createNormalize } from '../../processors/normalize.ts'
import { createReason } from '../../processors/reason.ts'
import { createRegistry, type Processors } from '../../processors/registry.ts'
import { createSummarize } from '../../processors/summarize.ts'
import type { Analyst } from '../analysis/analyst.ts'
import { createGuardedRequest } from '../delivery/guarded-request.ts'
import { createSendWebhook } from '../delivery/send-webhook.ts'
import { createThreadedParser } from '../formats/in-thread.ts'
import type { TranscriptFormat } from '../formats/transcript.ts'
import { createSecretBox } from '../platform/secret-box.ts'
import type { Resources } from './resources.ts'
import { threadLimits } from './thread-limits.ts'
import { wireRecordProcessors } from './wire-record.ts'

/** Guards memory inside one step; how many calls of models are under way at once is bounded where they are made. */
const atOnce = { chunksAtOnce: 64, batchesAtOnce: 64, personasAtOnce: 16 } as const

/** One processor per step, the sender of webhooks, and what has to be closed after them. */
export const wireProcessors = (resources: Resources, analyst: Analyst) => {
  const { config, db, log, producer } = resources
  const parser = createThreadedParser(threadLimits)
  const reading = { db, analyst, ...atOnce }
  const processors: Processors = {
    normalize: createNormalize({
      db,
      parse: ({ format, ...input }, signal) =>
        parser.parse({ ...input, format: format as TranscriptFormat | 'text' }, signal),
    }),
    extract: createExtract(reading),
    reason: createReason({ ...reading, batchSize: config.analysis.batchSize }),
    summarize: createSummarize(reading),
    ...wireRecordProcessors(resources, analyst),
  }
  const send = createGuardedRequest({ allowPrivateTargets: config.delivery.allowPrivateTargets })
  return {
    registry: createRegistry(processors),
    deliver: createDeliver({
      ...{ db, logger: log, disableAfterDays: config.delivery.disableAfterDays },
      sendWebhook: createSendWebhook({ send, now: () => new Date() }),
      secrets: createSecretBox(config.secretKeys()),
      enqueueDeliveries: producer.enqueueDeliveries,
    }),
    close: parser.close,
  }
}
