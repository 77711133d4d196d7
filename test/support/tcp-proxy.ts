import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

export type TcpProxy = {
  url: string
  /** Ends all connections and takes no new ones. */
  interrupt: () => Promise<void>
  /** Listens again on the same port. */
  restore: () => Promise<void>
  /** From now on nothing passes, and no end is told: what a dropped route looks like. */
  blackhole: () => void
  /** New connections pass again; those of before stay silent for ever. */
  heal: () => void
  close: () => Promise<void>
}

/** Stands between the product and a server at a URL, so that a test can take the server away and bring it back. */
export const startTcpProxy = async (targetUrl: string): Promise<TcpProxy> => {
  const target = new URL(targetUrl)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let silent = false

  const serve = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    if (silent) return void socket.on('error', () => {}).on('end', () => {})
    const upstream = connect(Number(target.port), target.hostname)
    sockets.add(upstream)
    upstream.on('close', () => sockets.delete(upstream))
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on('error', () => end(other))
      one.on('close', () => end(other))
      one.pipe(other)
    }
  }
  /** The fate of one side is not told to the other while nothing passes. */
  const end = (socket: Socket): void => {
    if (!muted.has(socket)) socket.destroy()
  }
  const muted = new WeakSet<Socket>()
  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const listening = createServer({ allowHalfOpen: true }, serve)
      server = listening
      listening.once('error', reject)
      listening.listen(port, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port))
    })
  const interrupt = async (): Promise<void> => {
    const closing = server
    server = undefined
    for (const socket of sockets) socket.destroy()
    await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()))
  }

  const port = await listen(0)
  const url = new URL(targetUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    interrupt,
    restore: async () => void (await listen(port)),
    blackhole: () => {
      silent = true
      for (const socket of sockets) {
        muted.add(socket)
        // What arrives is taken and thrown away, so that the sender believes it was delivered.
        socket.unpipe().on('data', () => {})
        socket.resume()
      }
    },
    heal: () => {
      silent = false
    },
    close: interrupt,
  }
}
