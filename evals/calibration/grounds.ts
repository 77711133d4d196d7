import type { Entity } from '../../src/domain/entity/represent.ts'
import type { NameLinkage, ObservationFact } from '../../src/domain/observation/observation-fact.ts'
import { type MeetingFacts, readMeeting } from '../../src/domain/record/read-meeting.ts'
import type { RebuiltRecord } from '../../src/domain/record/rebuild.ts'
import type { ModelView } from '../../src/domain/tracking-model/model-view.ts'
import { foundBy } from '../../src/domain/transition/found-by.ts'
import type { Grounds } from '../outcome.ts'

export type GroundsReader = (entity: Entity, transition: RebuiltRecord['transitions'][number]) => Grounds | undefined

/** What decided each change of a record; undefined for what a model read. */
export const createGroundsReader = (
  meetings: readonly MeetingFacts[],
  { spottings }: Pick<RebuiltRecord, 'spottings'>,
  view: ModelView,
): GroundsReader => {
  const stated = new Map<string, { observation: ObservationFact; link: NameLinkage }>()
  for (const facts of meetings) {
    const attached = new Map(spottings.get(facts.id)?.attachments.map((row) => [row.observationId, row]))
    for (const observation of readMeeting(facts, view).observations) {
      const row = attached.get(observation.id)
      if (row?.nameId) stated.set(`${row.nameId} ${observation.orderKey}`, { observation, link: row.link })
    }
  }
  return (entity, { orderKey, from, dimension, evidence, conflicting, allowed }) => {
    const decisive = entity.names.map(({ id }) => stated.get(`${id} ${orderKey}`)).find((row) => row !== undefined)
    const followed = view.dimension(dimension)
    if (!decisive || !followed || decisive.observation.basis === 'model') return undefined
    return {
      basis: decisive.observation.basis,
      found: foundBy[decisive.link.method],
      first: from === null && !followed.many,
      text: followed.kind === 'text',
      // Quotes of those who agree are kept up to the number that counts.
      agreeing: evidence.length - 1,
      conflicting: conflicting.length,
      allowed,
    }
  }
}
