import { failure } from '../errors.ts'

/**
 * Hands on what arrives, as fast as it is taken. The server breaks the connection when it cannot tell everything, so what
 * ends otherwise is complete.
 */
export const receive = async (response: Response, take: (bytes: Uint8Array) => Promise<void>): Promise<void> => {
  const parts = response.body?.[Symbol.asyncIterator]()
  for (;;) {
    const part = await parts?.next().catch((cause: unknown) => {
      throw failure('The export broke off before its end: what has arrived is not complete. Try again.', cause)
    })
    if (part === undefined || part.done) return
    await take(part.value)
  }
}
