import { hostileRequests } from '../test/support/hostile-requests.ts'
import { sendRaw } from '../test/support/raw-client.ts'

/**
 * Sends what no honest client sends, 32 at once, for so many seconds, and prints how many were answered. A process of its
 * own, so that making and sending bodies of 10 MB does not hold up the API that it attacks.
 */
const [url = '', key = '', seconds = '10'] = process.argv.slice(2)
const port = Number(new URL(url).port)
const bodies = hostileRequests(() => key).map(([, , , bytes]) => bytes())
const end = performance.now() + Number(seconds) * 1000
let sent = 0
let answered = 0

const attack = async (): Promise<void> => {
  while (performance.now() < end) {
    const reply = await sendRaw(port, [bodies[sent++ % bodies.length] ?? ''], { quietMs: 20 })
    if (reply.status > 0) answered += 1
  }
}

process.stderr.write('ready\n')
await Promise.all(Array.from({ length: 32 }, attack))
process.stdout.write(JSON.stringify({ answered }))
