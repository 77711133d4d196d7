import { createServer } from 'node:net'

/** A free port on the loopback interface: the preferred one when nobody listens there, else any. */
export const freePort = async (preferred?: number): Promise<number> => {
  if (preferred !== undefined) {
    const same = await probe(preferred).catch(() => undefined)
    if (same !== undefined) return same
  }
  return probe(0)
}

const probe = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('no port on 127.0.0.1'))
      })
    })
  })
