import type { Socket } from 'node:net'

type Client = { connection?: { stream?: unknown }; _activeQuery?: unknown }
type PoolOfClients = { on: (event: 'connect', listener: (client: Client) => void) => unknown }

/** Longer than any statement may take. */
export const usualSilentMs = 35_000

/**
 * A connection whose other side went away without a word (a dropped route, a frozen host) stays open for a quarter of an
 * hour, and whatever waits for it waits as long. One that owes an answer and has been silent for `silentMs`, which is
 * longer than any statement may take, is ended: its query fails like that of any lost connection.
 */
export const endSilentConnections = (pool: PoolOfClients, silentMs = usualSilentMs): void => {
  pool.on('connect', (client) => {
    const stream = client.connection?.stream as Socket | undefined
    stream?.setTimeout?.(silentMs, () => {
      if (client._activeQuery) stream.destroy(new Error(`connection terminated: silent for ${silentMs} ms`))
    })
  })
}
