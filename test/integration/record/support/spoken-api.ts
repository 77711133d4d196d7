import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { newId } from '../../../../src/platform/ids.ts'
import { clientOf, startTestApi } from '../../../support/api.ts'
import { runCaptured } from '../../../support/cli.ts'
import { applyStep } from './apply-step.ts'
import { meetingId } from './facts.ts'
import { type Heard, heard } from './heard.ts'
import { openApplier } from './record-store.ts'
import type { Reading } from './world.ts'

export type SpokenApi = Awaited<ReturnType<typeof startSpokenApi>>

/** The API over meetings that were read as a test says, and the command line over the API. */
export const startSpokenApi = async () => {
  const api = await startTestApi()
  const applier = openApplier(api.databaseUrl)
  const server = api.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ api, applier },
    /** A tenant of its own, as its users see it. */
    open: async () => {
      const { tenantId, key } = await api.addTenant(newId())
      const client = clientOf(api, key)
      const read = async <T>(path: string): Promise<T> => {
        const reply = await client.get(path)
        expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBe(200)
        return reply.body as T
      }
      return {
        ...{ tenantId, client, read },
        post: async <T = { factIds: string[]; entityId: string }>(path: string, body: object = {}): Promise<T> => {
          const reply = await client.post(path, body)
          expect(reply.status, `${path}: ${JSON.stringify(reply.body)}`).toBe(200)
          return reply.body as T
        },
        withdraw: async (factId: string | undefined) =>
          expect((await client.delete(`/v1/facts/${factId}`)).status).toBe(200),
        meetingId: (meeting: number) => meetingId(tenantId, meeting),
        /** One processing of a meeting that took place on that day. */
        meet: (
          meeting: number,
          lines: Heard[],
          more: { generation?: number; day?: number } & Partial<Reading> = {},
        ) => {
          const { generation = 1, day = meeting, ...reading } = more
          const said = { early: false, reading: heard(day * 24, lines, reading) }
          return applyStep(applier, tenantId, { kind: 'meeting', meeting, generation, ...said })
        },
        entity: async (name: string): Promise<string> => {
          const { items } = await read<{ items: { id: string; name: string }[] }>(
            `/v1/entities?q=${encodeURIComponent(name)}`,
          )
          return items.find((item) => item.name === name)?.id ?? `no entity is called ${name}`
        },
        /** What the record says, without ids. */
        story: async (entityId: string): Promise<string[]> => {
          const { items } = await read<{
            items: { dimension: string; from: string; to: string; confidence: number }[]
          }>(`/v1/entities/${entityId}/timeline`)
          return items.map(
            (one) => `${one.dimension}: ${one.from} > ${one.to}${one.confidence === 100 ? ', certain' : ''}`,
          )
        },
        run: async (...argv: string[]) => {
          const { code, out, err } = await runCaptured(argv, {
            env: { THROUGHLINE_URL: url, THROUGHLINE_KEY: key, NO_COLOR: '1' },
          })
          expect(code, err).toBe(0)
          return out
        },
      }
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
      await applier.db.close()
      await api.close()
    },
  }
}

export type SpokenTenant = Awaited<ReturnType<SpokenApi['open']>>
