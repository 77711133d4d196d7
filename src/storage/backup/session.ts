import pg from 'pg'

/**
 * A connection of its own, as the user of the address and not as one of the roles; closed when the work is over. Once
 * `signal` fires, what it does is cut off and the work rejects.
 */
export const withSession = async <T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A lost connection shows up in the query that waits.
  client.on('error', () => {})
  await client.connect()
  signal?.addEventListener('abort', () => void client.end(), { once: true })
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
