import { syntheticMeeting } from './workload.ts'

/**
 * Submits meetings at a fixed rate, whether or not earlier ones were answered, and waits as long as Retry-After says
 * where one is refused. A process of its own; prints how many were accepted, refused meanwhile and given up.
 */
const [url = '', key = '', project = '', perSecond = '1', seconds = '10'] = process.argv.slice(2)
const shape = { people: 4, entities: 10, changes: 10 }
const rate = Number(perSecond)
const patienceMs = 300_000
const result = { accepted: 0, refused: 0, givenUp: 0, other: 0 }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const send = async (n: number): Promise<void> => {
  const deadline = performance.now() + patienceMs
  const body = JSON.stringify(syntheticMeeting(n, shape, project))
  while (performance.now() < deadline) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const response = await fetch(`${url}/v1/meetings`, { method: 'POST', headers, body }).catch(() => undefined)
    await response?.arrayBuffer()
    if (response?.ok) {
      result.accepted += 1
      return
    }
    if (response?.status === 429 || response?.status === 503) result.refused += 1
    else result.other += 1
    await pause(1_000 * Number(response?.headers.get('retry-after') ?? 1))
  }
  result.givenUp += 1
}

const pending = new Set<Promise<void>>()
const start = performance.now()
for (let n = 0; n < rate * Number(seconds); n++) {
  const wait = start + (n * 1000) / rate - performance.now()
  if (wait > 1) await pause(wait)
  const sending: Promise<void> = send(n).finally(() => pending.delete(sending))
  pending.add(sending)
}
await Promise.all(pending)
process.stdout.write(JSON.stringify(result))
