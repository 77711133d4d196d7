import { errorTypeOf } from './error-type.ts'

/** An error as a log line may show it. */
export type DescribedError = {
  type: string
  kind: string
  message: string
  /** Where it was thrown: places in the code, without the message that a stack begins with. */
  stack?: string
  cause?: DescribedError
}

const longestMessage = 500
const mostFrames = 15
const deepestCause = 4

/**
 * Pure: what may be told of an error. Its class, its code, where it was thrown, and a message without what it quotes:
 * errors of parsers and of the database repeat the words of people, and their further properties hold whole rows.
 */
export const describeError = (error: unknown, depth = 0): DescribedError => {
  if (!(error instanceof Error)) return { type: typeof error, kind: errorTypeOf(error), message: '' }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return {
    type: error.name,
    kind: errorTypeOf(error),
    message: tellableMessage(error),
    ...(frames.length > 0 && { stack: frames.slice(0, mostFrames).join('\n') }),
    ...(error.cause instanceof Error && depth < deepestCause && { cause: describeError(error.cause, depth + 1) }),
  }
}

/** The message of an error without what it quotes. Those of our own errors are made to be told, and stay as they are. */
export const tellableMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return ''
  const { message } = error
  if (own.has(error.name)) return message.slice(0, longestMessage)
  // It shows the text that could not be parsed, with or without quotes.
  if (error instanceof SyntaxError || error.name === 'ZodError') return `${error.name} (not shown)`
  const plain = isDatabaseError(error) ? withoutRows(message) : message.replaceAll(quoted, '…')
  return plain.replaceAll(/\s+/g, ' ').trim().slice(0, longestMessage)
}

const own: ReadonlySet<string> = new Set(['AppError', 'ModelError', 'ChainExhausted', 'ConfigError'])

const quoted = /"[^"]*"|`[^`]*`|(?<=\s|\(|^)'[^']*'/g

const isDatabaseError = (error: Error): boolean =>
  /^Prisma|^DriverAdapter/.test(error.name) || 'severity' in error || 'sqlState' in error

/** Keeps names of constraints and columns; rows, keys and values that did not parse go. */
const withoutRows = (message: string): string =>
  message
    .replaceAll(/=\s*\([\s\S]*?\)(?=[\s.,;`"]|$)/g, '=(…)')
    .replaceAll(/row contains \([\s\S]*/g, 'row contains (…)')
    .replaceAll(/(?<=invalid [\w ]{0,60}|out of range[\w ]{0,60}|: )"[^"]*"?/g, '…')
