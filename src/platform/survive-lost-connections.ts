type ErrorSource = { on: (event: 'error', listener: (error: Error) => void) => unknown }
type PoolOfClients = { on: (event: 'connect', listener: (client: ErrorSource) => void) => unknown }

/**
 * A connection that Postgres ends in the very moment in which it is handed out has no error listener yet, and the
 * error would end the process. Whoever uses the connection hears of it by the failure of its query.
 */
export const surviveLostConnections = (pool: PoolOfClients): void => {
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
}
