import { syntheticMeeting } from './workload.ts'

/**
 * Submits meetings of 10 KB at a fixed rate and prints how long each took, in milliseconds. A process of its own, so
 * that it does not share an event loop with what it measures. Open loop: a request is sent when its time has come,
 * whether or not earlier ones were answered.
 */
const [url = '', key = '', project = '', perSecond = '200', seconds = '5'] = process.argv.slice(2)
const shape = { people: 5, entities: 40, changes: 30 }
const rate = Number(perSecond)
const times: number[] = []
let refused = 0

const send = async (n: number, due: number): Promise<void> => {
  const response = await fetch(`${url}/v1/meetings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(syntheticMeeting(n, shape, project)),
  })
  await response.arrayBuffer()
  times.push(performance.now() - due)
  if (response.status !== 202) refused += 1
}

const pending: Promise<void>[] = []
const start = performance.now()
for (let n = 0; n < rate * Number(seconds); n++) {
  const due = start + (n * 1000) / rate
  const wait = due - performance.now()
  if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
  pending.push(send(n, due))
}
await Promise.all(pending)
process.stdout.write(JSON.stringify({ times, refused }))
