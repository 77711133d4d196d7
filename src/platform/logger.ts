import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { describeError } from './describe-error.ts'

export type { Logger } from 'pino'

/** Nobody is to log these; should somebody do so all the same, they are taken out. */
const secretFields = ['authorization', 'secret', 'secrets', 'key', 'apiKey', 'token', 'password', 'url', 'databaseUrl']

/**
 * JSON lines on stderr, so that data on stdout stays clean. Never pass transcript text or keys to it; of errors only what
 * `describeError` lets through is written.
 */
export const createLogger = (
  config: Config['log'],
  name: string,
  destination: DestinationStream = pino.destination({ fd: 2, sync: true }),
): Logger =>
  pino(
    {
      name,
      level: config.level,
      base: { name, pid: process.pid },
      serializers: { err: (error: unknown) => describeError(error), error: (error: unknown) => describeError(error) },
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          ...secretFields,
          ...secretFields.map((name) => `*.${name}`),
        ],
        censor: '[redacted]',
      },
    },
    destination,
  )
