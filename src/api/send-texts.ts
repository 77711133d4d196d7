import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/** A client that has taken nothing for so long has gone, whatever its connection says. */
const usualSilenceMs = 120_000

/**
 * Sends texts as fast as the client takes them. If one cannot be had the connection is destroyed: what was sent never
 * looks complete. If the client goes away no further one is asked for, and that is no error.
 */
export const sendTexts = async (
  response: Response,
  texts: AsyncIterableIterator<string>,
  silenceMs = usualSilenceMs,
): Promise<void> => {
  response.setTimeout(silenceMs, () => response.destroy())
  let failure: { error: unknown } | undefined
  const watched: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => watched,
    next: () =>
      texts.next().catch((error: unknown) => {
        failure = { error }
        throw error
      }),
    return: async () => (await texts.return?.()) ?? { done: true, value: undefined },
  }
  await pipeline(Readable.from(watched), response).catch(() => {})
  if (failure) throw failure.error
}
