import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createGuardedRequest } from '../../../src/delivery/guarded-request.ts'
import { findFault } from '../../../src/delivery/target.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** A receiver that answers with whatever it likes; the number of bytes that it could get rid of. */
const startReceiver = async (answer: (socket: Socket) => void) => {
  const sockets = new Set<Socket>()
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return {
    port,
    connections: () => connections,
    sent: () => [...sockets].reduce((sum, one) => sum + one.bytesWritten, 0),
  }
}

type Options = Parameters<typeof createGuardedRequest>[0]
const sendTo = (url: string, options: Partial<Options> = {}, timeoutMs = 3_000) =>
  createGuardedRequest({ allowPrivateTargets: false, ...options })({
    ...{ url, headers: {}, body: '{}', timeoutMs, signal: new AbortController().signal },
  })

describe('an address that leads inside', () => {
  it.each([
    ['as one number', 'http://2130706433/'],
    ['in octal', 'http://0177.0.0.1/'],
    ['in hexadecimal', 'http://0x7f.0.0.1/'],
    ['with parts left out', 'http://127.1/'],
    ['in digits of another script', 'http://①②⑦.⓪.⓪.①/'],
    ['of nobody', 'http://0.0.0.0/'],
    ['of nobody, in short', 'http://0/'],
    ['of nobody, in IPv6', 'http://[::]/'],
    ['of this machine, in IPv6', 'http://[::1]/'],
    ['mapped into IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['mapped, in hexadecimal', 'http://[::ffff:7f00:1]/'],
    ['made to look like IPv6', 'http://[::127.0.0.1]/'],
    ['translated', 'http://[64:ff9b::7f00:1]/'],
    ['translated the other way', 'http://[::ffff:0:127.0.0.1]/'],
    ['through 6to4', 'http://[2002:7f00:1::]/'],
    ['of link-local metadata', 'http://169.254.169.254/latest/meta-data'],
    ['of metadata in IPv6', 'http://[fd00:ec2::254]/'],
    ['by a name', 'http://localhost/'],
    ['by a name with a dot at its end', 'http://localhost./'],
    ['by a name in circled letters', 'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/'],
    ['by a name below localhost', 'http://x.localhost/'],
    ['by mDNS', 'http://printer.local/'],
    ['by an internal name', 'http://metadata.google.internal/'],
    ['by a name without a dot', 'http://redis/'],
    ['with a user', 'https://user:word@example.com/'],
    ['with a user that looks like a host', 'https://example.com@10.0.0.1/'],
    ['of a mail server', 'http://example.com:25/'],
    ['of a cache', 'http://example.com:6379/'],
    ['by another protocol', 'gopher://example.com/'],
    ['by a file', 'file:///etc/passwd'],
    ['with a name that is too long', `https://${'a.'.repeat(150)}com/`],
  ])('%s is refused before anything is sent', async (_how, url) => {
    await expect(sendTo(url)).rejects.toMatchObject({ code: 'delivery_failed', retryable: false })
    expect(findFault(url, false)).toBeDefined()
  })

  it('behind a public name is refused, and also when only one of its addresses does', async () => {
    const lookUp = async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.7', family: 4 },
    ]

    await expect(sendTo('https://example.com/', { lookUp })).rejects.toMatchObject({ retryable: false })
  })

  it('cannot be slipped in by a second answer of the name server: there is no second question', async () => {
    const receiver = await startReceiver((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'))
    const answers = ['127.0.0.1', '10.0.0.7']
    let asked = 0
    const lookUp = async () => [{ address: answers[asked++] ?? '', family: 4 }]
    const reply = await sendTo(`http://rebinding.example:${receiver.port}/`, { lookUp, allowPrivateTargets: true })

    expect([reply.status, asked, receiver.connections()]).toEqual([204, 1, 1])
  })

  it.each([
    'https://example.com/in',
    'http://example.com:8080/in',
    'https://[2606:2800:220:1::1]/',
    'https://xn--bcher-kva.example/',
  ])('is not %s', (url) => {
    expect(findFault(url, false)).toBeUndefined()
  })
})

describe('a hostile answer', () => {
  const open = { allowPrivateTargets: true }
  const ask = (port: number, timeoutMs?: number) => sendTo(`http://127.0.0.1:${port}/`, open, timeoutMs)

  it('that redirects inside is an answer like any other', async () => {
    const inside = await startReceiver((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    const location = `http://127.0.0.1:${inside.port}/latest`
    const receiver = await startReceiver((socket) =>
      socket.end(`HTTP/1.1 307 Elsewhere\r\nLocation: ${location}\r\n\r\n`),
    )

    expect((await ask(receiver.port)).status).toBe(307)
    expect(inside.connections()).toBe(0)
  })

  it('without end is read in part', async () => {
    const receiver = await startReceiver((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n')
      const part = Buffer.alloc(65_536, 'a')
      const more = (): void => {
        while (!socket.destroyed && socket.write(part));
      }
      socket.on('drain', more)
      more()
    })
    const reply = await ask(receiver.port)

    expect(reply.excerpt).toBe('a'.repeat(4_096))
    expect(receiver.sent()).toBeLessThan(50_000_000)
  })

  it('that is packed is not unpacked', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n'
    const receiver = await startReceiver((socket) =>
      socket.end(Buffer.concat([Buffer.from(head), Buffer.alloc(20, 0x1f)])),
    )

    expect((await ask(receiver.port)).excerpt).toBe('\u001f'.repeat(20))
  })

  it.each([
    ['comes letter by letter', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n'],
    ['never begins', ''],
    ['has headers letter by letter', 'HTTP/1.1 200 OK\r\nX-'],
  ])('that %s is given up in time', async (_how, first) => {
    const receiver = await startReceiver((socket) => {
      socket.write(first)
      const drip = setInterval(() => socket.write('a'), 20)
      closers.push(() => clearInterval(drip))
      if (first === '') clearInterval(drip)
    })

    await expect(ask(receiver.port, 400)).rejects.toMatchObject({ message: expect.stringContaining('within 400 ms') })
  })

  it.each([
    ['a flood of headers', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(5_000)}\r\n`],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['an end in the middle', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort'],
  ])('that is %s is a failure that is tried again', async (_what, bytes) => {
    const receiver = await startReceiver((socket) => socket.end(bytes))

    await expect(ask(receiver.port)).rejects.toMatchObject({ code: 'delivery_failed', retryable: true })
  })
})
