import { connect } from 'node:net'

export type RawReply = { status: number; headers: string; body: string; ms: number }

/**
 * Writes bytes to a socket, as no HTTP library would, and reads until the server ends the connection or has been silent
 * for `quietMs` after an answer. A connection that ends without an answer has status 0.
 */
export const sendRaw = (
  port: number,
  parts: readonly (string | Buffer)[],
  { pauseMs = 0, quietMs = 250, withinMs = 20_000 }: { pauseMs?: number; quietMs?: number; withinMs?: number } = {},
): Promise<RawReply> =>
  new Promise((resolve) => {
    const began = performance.now()
    const socket = connect(port, '127.0.0.1')
    let text = ''
    let quiet: NodeJS.Timeout | undefined
    let pause: NodeJS.Timeout | undefined
    const finish = (): void => {
      clearTimeout(quiet)
      clearTimeout(pause)
      clearTimeout(late)
      socket.destroy()
      const [headers = '', ...rest] = text.split('\r\n\r\n')
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1] ?? 0)
      resolve({ status, headers, body: rest.join('\r\n\r\n'), ms: performance.now() - began })
    }
    const late = setTimeout(finish, withinMs)
    const write = (index: number): void => {
      const part = parts[index]
      if (part === undefined || socket.destroyed) return
      socket.write(part)
      if (pauseMs === 0) write(index + 1)
      else pause = setTimeout(() => write(index + 1), pauseMs)
    }
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      clearTimeout(quiet)
      quiet = setTimeout(finish, quietMs)
    })
    socket.once('error', finish)
    socket.once('close', finish)
    socket.once('connect', () => write(0))
  })
