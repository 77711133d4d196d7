import { AppError } from '../domain/errors.ts'

/** An aborted signal ends every analysis with the same error, whichever engine was at work. */
export const throwIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new AppError('cancelled', 'analysis was cancelled', { cause: signal.reason })
}
