import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

/** JSON lines on stderr, so that data on stdout stays clean. Never pass transcript text or keys to it. */
export const createLogger = (config: Config['log'], name: string): Logger =>
  pino(
    {
      name,
      level: config.level,
      base: { name, pid: process.pid },
      redact: {
        paths: ['req.headers.authorization', 'req.headers.cookie', '*.authorization', '*.secret'],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  )
