import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { eventData, eventTypes } from '../../usecases/views/event-views.ts'

/** The CloudEvents 1.0 envelope of each event, as a webhook receives it. */
export const describeEvents = (registry: OpenAPIRegistry): void => {
  for (const type of eventTypes) {
    const envelope = z
      .object({
        specversion: z.literal('1.0'),
        id: z.uuid().describe('Stable: the same event has the same id, however often it is sent'),
        source: z.string(),
        type: z.literal(type),
        subject: z.string(),
        time: z.iso.datetime(),
        datacontenttype: z.literal('application/json'),
        sequence: z.string().optional().describe("Version of the tenant's record, for events that change it"),
        data: eventData[type],
      })
      .meta({ id: `Event.${type}` })
    registry.registerWebhook({
      method: 'post',
      path: type,
      operationId: `on${type.replaceAll(/(^|\.)(\w)/g, (_match, _dot, letter: string) => letter.toUpperCase())}`,
      tags: ['webhooks'],
      summary: `The event ${type}, signed as Standard Webhooks says`,
      security: [],
      request: { body: { content: { 'application/cloudevents+json': { schema: envelope } } } },
      responses: {
        200: { description: 'Any 2xx counts as received; anything else is tried again' },
        410: { description: 'Do not send to this address again' },
      },
    })
  }
}
