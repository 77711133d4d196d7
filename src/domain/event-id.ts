import { uuidv5 } from './ids.ts'

export type EventIdentity = { tenantId: string; version: bigint; type: string; subject: string; ordinal: number }

/**
 * The id of an event, the same whenever it is written: from the version of the record and its place in it, or, where
 * an event is no change of the record (version 0), from what it is about.
 */
export const eventId = ({ tenantId, version, type, subject, ordinal }: EventIdentity): string =>
  version === 0n
    ? uuidv5('event', tenantId, type, subject, `${ordinal}`)
    : uuidv5('event', tenantId, `${version}`, `${ordinal}`)
