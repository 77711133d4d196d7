/**
 * Whether a transaction that failed so may simply be tried again: the server was away or had no room, or two
 * transactions were in each other's way. Adapters lose the codes of such errors while Postgres restarts, so the whole
 * chain of causes is read, and last the words of the driver.
 */
export const isRetryable = (error: unknown): boolean => {
  for (let depth = 0, at = error; depth < 6 && typeof at === 'object' && at !== null; depth++) {
    const { code, originalCode, message, cause, meta } = at as Record<string, unknown>
    if ([code, originalCode].some((one) => typeof one === 'string' && codes.test(one))) return true
    if (typeof message === 'string' && words.test(message)) return true
    at = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError
  }
  return false
}

/**
 * Prisma: gone, no connection in time, conflict. Postgres: connection, rolled back, lock, room, shutdown, and a statement
 * that took too long, which on a crowded tenant is one that waited for many others in turn. Sockets.
 */
const codes =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|08...|40001|40P01|53...|55P03|25P03|57014|57P0.|ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND)$/

const words =
  /connection error|not queryable|connection terminated|connection closed|connection ended|server has closed the connection|can't reach database server|database system is|timeout exceeded when trying to connect|terminating connection|DatabaseNotReachable|ConnectionClosed|SocketTimeout/i
