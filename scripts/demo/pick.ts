import { type ChangeType, changesType, type TransitionType } from '../../src/cli/api-types.ts'
import { isDay } from '../../src/cli/render/dates.ts'
import type { Session } from '../../src/cli/session.ts'
import type { Thing } from './refer.ts'

const uninteresting: ReadonlySet<string> = new Set(['person'])

/** The things that changed most. */
export const mostEventful = async ({ client }: Session, most: number): Promise<Thing[]> => {
  const counts = new Map<string, Thing & { changes: number }>()
  let since: string | undefined
  for (;;) {
    const page = await client.get('/v1/changes', changesType, { since })
    for (const { change, transition } of page.items) {
      if (uninteresting.has(transition.type)) continue
      const entry = counts.get(transition.entityId) ?? { ...thingOf(transition), changes: 0 }
      entry.changes += change === 'created' ? 1 : -1
      counts.set(transition.entityId, entry)
    }
    if (!page.more) break
    since = page.nextCursor
  }
  const ranked = [...counts.values()].sort((a, b) => b.changes - a.changes || (a.name < b.name ? -1 : 1))
  if (ranked.length === 0) throw new Error('no meeting changed anything')
  return ranked.slice(0, most)
}

const dayMs = 86_400_000
const daysLater = 8

/**
 * A thing whose story the late meeting rewrote, and a day shortly after it on which what was believed and what was
 * true differ. A date that moved says more than a status.
 */
export const findTurningPoint = (changes: readonly ChangeType[]): { thing: Thing; day: string } | null => {
  const rewritten = new Map<string, { thing: Thing; weight: number }>()
  for (const { change, transition } of changes) {
    if (change !== 'superseded') continue
    const entry = rewritten.get(transition.entityId) ?? { thing: thingOf(transition), weight: 0 }
    entry.weight += transition.to !== null && isDay(transition.to) ? 10 : 1
    rewritten.set(transition.entityId, entry)
  }
  const [most] = [...rewritten.values()].sort((a, b) => b.weight - a.weight)
  const first = changes
    .filter(({ change, transition }) => change === 'created' && transition.entityId === most?.thing.id)
    .map(({ transition }) => Date.parse(transition.occurredAt))
    .sort((a, b) => a - b)[0]
  if (most === undefined || first === undefined) return null
  return { thing: most.thing, day: new Date(first + daysLater * dayMs).toISOString().slice(0, 10) }
}

const thingOf = ({ entityId, entityName, type }: TransitionType): Thing => ({ id: entityId, name: entityName, type })
