import { type ChangeType, changesType } from '../../src/cli/api-types.ts'
import { isDay } from '../../src/cli/render/dates.ts'
import type { Session } from '../../src/cli/session.ts'

const uninteresting: ReadonlySet<string> = new Set(['person'])

/** Names of the things that changed most. */
export const mostEventful = async ({ client }: Session, most: number): Promise<string[]> => {
  const counts = new Map<string, { name: string; changes: number }>()
  let since: string | undefined
  for (;;) {
    const page = await client.get('/v1/changes', changesType, { since })
    for (const { change, transition } of page.items) {
      if (uninteresting.has(transition.type)) continue
      const entry = counts.get(transition.entityId) ?? { name: transition.entityName, changes: 0 }
      entry.changes += change === 'created' ? 1 : -1
      counts.set(transition.entityId, entry)
    }
    if (!page.more) break
    since = page.nextCursor
  }
  const ranked = [...counts.values()].sort((a, b) => b.changes - a.changes || (a.name < b.name ? -1 : 1))
  if (ranked.length === 0) throw new Error('no meeting changed anything')
  return ranked.slice(0, most).map((entry) => entry.name)
}

const dayMs = 86_400_000
const daysLater = 8

/**
 * A thing whose story the late meeting rewrote, and a day shortly after it on which what was believed and what was
 * true differ. A date that moved says more than a status.
 */
export const findTurningPoint = (changes: readonly ChangeType[]): { name: string; day: string } | null => {
  const rewritten = new Map<string, number>()
  for (const { change, transition } of changes) {
    if (change !== 'superseded') continue
    const weight = transition.to !== null && isDay(transition.to) ? 10 : 1
    rewritten.set(transition.entityName, (rewritten.get(transition.entityName) ?? 0) + weight)
  }
  const [name] = [...rewritten].sort((a, b) => b[1] - a[1])[0] ?? []
  const added = changes.filter(({ change, transition }) => change === 'created' && transition.entityName === name)
  const first = added.map(({ transition }) => Date.parse(transition.occurredAt)).sort((a, b) => a - b)[0]
  if (name === undefined || first === undefined) return null
  return { name, day: new Date(first + daysLater * dayMs).toISOString().slice(0, 10) }
}
