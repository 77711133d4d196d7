import type { Express } from 'express'
import request, { type Response, type Test } from 'supertest'

export type BadInputContext = {
  app: Express
  key: string
  readOnlyKey: string
  revokedKey: string
  expiredKey: string
  own: { meetingId: string; runId: string }
  foreign: { meetingId: string; runId: string }
}

export type BadInput = {
  group: string
  /** In words, for the table in the documentation. */
  sent: string
  send: (context: BadInputContext) => PromiseLike<Response>
  status: number
  code: string | undefined
  /** The field that the answer must name. */
  names?: string
}

let number = 0

/** A meeting of its own each time, valid but for what is overridden. */
export const meeting = (overrides: Record<string, unknown>) => ({
  title: 'Weekly',
  occurredAt: '2025-03-04',
  externalId: `bad-input-${++number}`,
  text: 'Ana: Atlas is in progress.',
  ...overrides,
})

export const post = ({ app, key }: BadInputContext): Test =>
  request(app).post('/v1/meetings').set('Authorization', `Bearer ${key}`)

export const sending = (body: () => object) => (context: BadInputContext) => post(context).send(body())

export const raw = (text: string, type: string) => (context: BadInputContext) =>
  post(context).set('Content-Type', type).send(text)

export const get =
  (path: (context: BadInputContext) => string, key?: (context: BadInputContext) => string) =>
  (context: BadInputContext) =>
    request(context.app)
      .get(path(context))
      .set('Authorization', `Bearer ${(key ?? (({ key: own }) => own))(context)}`)

export const segments = (...list: object[]) => ({ text: undefined, segments: list })

export const refused = (
  group: string,
  sent: string,
  [status, code, names]: [number, string, string?],
  send: BadInput['send'],
): BadInput => ({ group, sent, send, status, code, names })

export const taken = (group: string, sent: string, send: BadInput['send'], status = 202): BadInput => ({
  group,
  sent,
  send,
  status,
  code: undefined,
})
