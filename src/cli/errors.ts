/** 0 ok · 1 the work failed · 2 the command was wrong · 3 some of the work failed. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, partial: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends the command with this exit code; the message, if any, has one paragraph and names the way out. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message = '', options: { cause?: unknown } = {}) {
    super(message, options)
    this.exitCode = exitCode
  }
}

export const usageError = (message: string): CliError => new CliError(exitCodes.usage, message)
export const failure = (message: string, cause?: unknown): CliError =>
  new CliError(exitCodes.failed, message, { cause })
