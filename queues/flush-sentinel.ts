import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

/**
 * A key that says "nobody has wiped this Redis". FLUSHALL and a restart without persistence lose waiting jobs without
 * any event, so each process asks for the key: missing, replaced or reached again after an outage means that jobs
 * may be gone. Returns a function that is true once for each such occasion.
 */
export const createFlushSentinel = (redis: Redis, key: string): (() => Promise<boolean>) => {
  let known: string | undefined
  let returned = false
  let connectedBefore = redis.status === 'ready'
  redis.on('ready', () => {
    returned = connectedBefore
    connectedBefore = true
  })
  return async () => {
    if (redis.status !== 'ready') return false
    const mine = randomUUID()
    // SET … NX GET would be one command, but needs Redis 7.
    const found = (await redis.get(key)) ?? ((await redis.set(key, mine, 'NX')) === 'OK' ? mine : await redis.get(key))
    // The first look compares with nothing: a key that was there already is trusted, one that had to be set is not.
    const lost = known === undefined ? found === mine : found !== known
    const doubtful = lost || returned
    known = found ?? undefined
    returned = false
    return doubtful
  }
}
