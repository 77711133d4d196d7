import { createConnection } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isRunning } from '../../support/processes.ts'
import { redisAvailable, startRedis } from '../../support/redis.ts'

describe.skipIf(!redisAvailable())('the Redis of the tests (needs a redis-server on the PATH)', () => {
  it('keeps its data over a kill and is gone after dispose', async () => {
    const redis = await startRedis()

    expect(await send(redis.port, 'SET kept yes\r\nCONFIG SET appendfsync always\r\nSET last 1\r\n', 3)).toContain(
      '+OK',
    )
    await redis.kill()
    await redis.restart()
    expect(await send(redis.port, 'GET kept\r\n', 1)).toContain('yes')
    const pid = redis.pid()
    await redis.dispose()

    expect(isRunning(pid)).toBe(false)
  })
})

/** Enough of the protocol to talk to a server without a client library. */
const send = (port: number, text: string, replies: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let received = ''
    const socket = createConnection(port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8').on('error', reject)
    socket.on('data', (data: string) => {
      received += data
      if (received.split('\r\n').length > replies) {
        socket.destroy()
        resolve(received)
      }
    })
  })
