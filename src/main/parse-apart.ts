import pLimit from 'p-limit'
import { createThreadedParser } from '../formats/in-thread.ts'
import type { ParseTranscript } from '../usecases/models/estimate-meeting.ts'
import { threadLimits } from './thread-limits.ts'

/** Threads at once: an estimate is no reason to keep the API from its work. */
const atOnce = 2

/** Parses on a thread that lives for one transcript: it is seldom asked for, and leaves nothing to close. */
export const createParseApart = (): ParseTranscript => {
  const limit = pLimit(atOnce)
  return (transcript, signal) =>
    limit(async () => {
      const parser = createThreadedParser(threadLimits)
      try {
        return await parser.parse(transcript, signal)
      } finally {
        await parser.close()
      }
    })
}
