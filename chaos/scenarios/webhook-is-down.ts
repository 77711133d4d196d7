import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { Scenario } from '../scenario.ts'
import { until } from '../watch.ts'

type Behaviour = 'fails' | 'redirects' | 'is slow' | 'is well'
const troubles: Behaviour[] = ['fails', 'redirects', 'is slow']

export const webhookIsDown: Scenario = {
  name: 'webhook-is-down',
  fault: 25,
  does: 'the receiver of webhooks answers 500, redirects to 169.254.169.254, or takes 3 s, and is well later',
  must: 'no run waits for it, no redirect is followed, each event arrives signed and is told apart by its id',
  run: async (stage) => {
    for (const trouble of troubles) {
      const receiver = await startReceiver(trouble)
      const world = await stage.open({ env: { ALLOW_PRIVATE_WEBHOOKS: 'true' } })
      const { cluster, watch } = world
      const made = await cluster.call('POST', '/v1/webhooks', { url: receiver.url, events: ['run.completed'] })
      const problems = made.status < 300 ? [] : [`the webhook was answered ${made.status} ${JSON.stringify(made.body)}`]
      await world.submit()
      await until(async () => (await watch.openRuns()) === 0, { withinMs: 120_000, what: 'the runs have ended' })
      const early = receiver.arrived().size
      receiver.behave('is well')
      await until(
        async () => {
          // Attempts are minutes apart after the first two: that time is let pass here.
          await watch.sql(
            `UPDATE delivery SET next_at = now() WHERE status = 'ready' AND next_at > now() + interval '10 s'`,
          )
          const open = await watch.sql(
            `SELECT 1 FROM delivery WHERE status IN ('ready', 'dispatched', 'running') LIMIT 1`,
          )
          return open.length === 0
        },
        { withinMs: 60_000, everyMs: 500, what: 'all deliveries have ended' },
      ).catch((error: Error) => problems.push(error.message))
      const arrived = receiver.arrived()
      if (arrived.size !== world.meetings.length)
        problems.push(`${arrived.size} of ${world.meetings.length} events arrived`)
      const unsigned = receiver.unsigned(String(made.body.secret))
      if (unsigned > 0) problems.push(`${unsigned} arrived with a signature that does not hold`)
      await stage.judge({
        seen: `${trouble}: runs ended with ${early} events told, all ${arrived.size} told later`,
        problems,
      })
      receiver.close()
    }
  },
}

const startReceiver = async (first: Behaviour) => {
  let behaviour = first
  const taken = new Map<string, { headers: Record<string, string>; body: string }>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    if (behaviour === 'fails') return void response.writeHead(500).end()
    if (behaviour === 'redirects')
      return void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    if (behaviour === 'is slow') await new Promise((resolve) => setTimeout(resolve, 3_000))
    taken.set(String(request.headers['webhook-id']), { headers: request.headers as Record<string, string>, body })
    response.writeHead(204).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    behave: (next: Behaviour) => {
      behaviour = next
    },
    arrived: () => taken,
    unsigned: (secret: string): number =>
      [...taken.values()].filter(({ headers, body }) => {
        try {
          new Webhook(secret).verify(body, headers)
          return false
        } catch {
          return true
        }
      }).length,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
