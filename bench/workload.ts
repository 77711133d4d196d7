/** A meeting as `POST /v1/meetings` takes it. */
export type SyntheticMeeting = {
  title: string
  type: 'meeting'
  source: 'bench'
  externalId: string
  occurredAt: string
  series: string
  segments: { speaker: string; startMs: number; endMs: number; text: string }[]
}

/** `talk`: lines that say nothing of any entity, spread among the others. */
export type Shape = { people: number; entities: number; changes: number; observations?: number; talk?: number }

/** The load mix of the contract, 3:2:1. */
export const shapes = {
  simple: { people: 3, entities: 7, changes: 3 },
  complex: { people: 8, entities: 25, changes: 10 },
  massive: { people: 15, entities: 50, changes: 20 },
} satisfies Record<string, Shape>

const people = [
  'Ana',
  'Bo',
  'Chidi',
  'Dara',
  'Eli',
  'Fay',
  'Gus',
  'Hana',
  'Ivo',
  'Jun',
  'Kai',
  'Lea',
  'Mio',
  'Nia',
  'Oto',
]
const chatter = [
  'Thanks, that matches what I have in my notes from yesterday.',
  'I looked at it with the others and it reads fine to me.',
  'We talked it over at lunch and nobody saw a problem.',
  'Let me share the numbers after this call so that everyone has them.',
]
const states = ['planned', 'in progress', 'blocked', 'done']

/** mulberry32: a small seeded generator, so that a run can be repeated. */
export const seeded = (seed: number): (() => number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * The n-th meeting of a shape: names `entities` tasks by identifier and states the status of the first `changes` of
 * them (or makes `observations` statements in turn). `project` keeps the tasks of several workloads apart.
 */
export const syntheticMeeting = (n: number, shape: Shape, project = 'BENCH', spread = 200): SyntheticMeeting => {
  const random = seeded(n * 7919 + shape.entities)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const first = Math.floor(random() * spread) * shape.entities
  const task = (i: number) => `${project}-${1000 + first + (i % shape.entities)}`
  const lines: string[] = []
  for (let i = 0; i < shape.entities; i++) lines.push(`Next on my list is ${task(i)}. ${pick(chatter)}`)
  const statements = shape.observations ?? shape.changes
  for (let i = 0; i < statements; i++) {
    lines.push(`${task(i)} is now ${states[(n + i) % states.length]}. ${pick(chatter)}`)
    for (let talk = Math.round((shape.talk ?? 0) / statements); talk > 0; talk--) lines.push(pick(chatter))
  }
  return {
    title: `Synthetic weekly ${n}`,
    type: 'meeting',
    source: 'bench',
    externalId: `${project}-${shape.entities}-${n}`,
    occurredAt: new Date(Date.UTC(2026, 0, 1) + n * 3_600_000).toISOString(),
    series: `bench-${project}`,
    segments: lines.map((text, index) => ({
      speaker: people[index % Math.min(shape.people, people.length)] as string,
      startMs: index * 4000,
      endMs: index * 4000 + 3500,
      text,
    })),
  }
}
