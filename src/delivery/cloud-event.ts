export type StoredEvent = {
  id: string
  type: string
  subject: string
  version: string
  data: Record<string, unknown>
  createdAt: Date
}

/**
 * The CloudEvents 1.0 envelope (structured JSON). `sequence` is the version of the tenant's record, so that a receiver
 * can put deliveries in order: the order of delivery is not promised. Events that are no change of it have none.
 */
export const toCloudEvent = (event: StoredEvent, tenantId: string): Record<string, unknown> => ({
  specversion: '1.0',
  id: event.id,
  source: `/tenants/${tenantId}`,
  type: event.type,
  subject: event.subject,
  time: event.createdAt.toISOString(),
  datacontenttype: 'application/json',
  ...(event.version === '0' ? {} : { sequence: event.version }),
  data: event.data,
})
