import { once } from 'node:events'
import type { CliDeps } from '../deps.ts'
import { safeText } from '../render/safe.ts'
import { receive } from './receive.ts'

/** To a pipe the very bytes; to a terminal what can be shown there, so that nothing in it gives the terminal orders. */
export const printExport = async (
  response: Response,
  { stdout, signal }: Pick<CliDeps, 'stdout' | 'signal'>,
): Promise<void> => {
  const decoder = new TextDecoder()
  const put = async (data: string | Uint8Array): Promise<void> => {
    if (!stdout.write(data)) await once(stdout, 'drain', { signal })
  }
  await receive(response, (bytes) =>
    put(stdout.isTTY ? safeText(decoder.decode(bytes, { stream: true }), false) : bytes),
  )
}
