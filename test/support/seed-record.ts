import { importKey, observationKey, orderKeyPrefix } from '../../src/domain/meeting/order-key.ts'
import { newId } from '../../src/platform/ids.ts'
import type { Database } from '../../src/storage/client.ts'
import { inTenant } from '../../src/storage/tx.ts'

export const seeded = {
  atlas: newId(),
  atlasAlias: newId(),
  merged: newId(),
  beacon: newId(),
  ana: newId(),
  march4: newId(),
  march11: newId(),
  march18: newId(),
} as const

const instant = (day: string): Date => new Date(`${day}T10:00:00Z`)
const prefix = (day: string): string =>
  orderKeyPrefix({ occurredAtMs: instant(day).getTime(), precision: 'instant', sequence: 0, identity: day })
const quoteOf = (day: string) => ({ segmentIndex: 0, speaker: 'Ana', startMs: 0, quote: `said on ${day}` })

type Step = {
  day: string
  from: string | null
  to: string | null
  version: number
  recorded: string
  superseded?: { at: string; version: number }
  ordinal?: number
}

/**
 * A small history, written as rows. Atlas was planned on March 4 and done on March 18; that it had been blocked on
 * March 11 became known only later, so the step from planned to done was superseded by two.
 */
const steps: Step[] = [
  { day: '2025-03-04', from: null, to: 'planned', version: 1, recorded: '2025-03-04T12:00:00Z' },
  {
    ...{ day: '2025-03-18', from: 'planned', to: 'done', version: 2, recorded: '2025-03-18T12:00:00Z' },
    superseded: { at: '2025-03-20T12:00:00Z', version: 3 },
  },
  { day: '2025-03-11', from: 'planned', to: 'blocked', version: 3, recorded: '2025-03-20T12:00:00Z' },
  { day: '2025-03-18', from: 'blocked', to: 'done', version: 3, recorded: '2025-03-20T12:00:00Z' },
]

export const seedRecord = async (database: Database, tenantId: string): Promise<void> => {
  await inTenant(database, tenantId, async (tx) => {
    const days = { '2025-03-04': seeded.march4, '2025-03-11': seeded.march11, '2025-03-18': seeded.march18 }
    await tx.meeting.createMany({
      data: Object.entries(days).map(([day, id]) => ({
        ...{ id, tenantId, identity: `ext:test:${day}`, source: 'test', contentHash: day, title: `Weekly ${day}` },
        ...{ type: 'meeting', occurredAt: instant(day), precision: 'instant', timeZone: 'UTC', orderKey: prefix(day) },
        ...{ project: day === '2025-03-11' ? 'side' : 'main', series: 'weekly', traceId: 'a'.repeat(32) },
        ...{ generation: 1, liveGeneration: 1, revision: 1, liveRevision: 1, segmentCount: 2 },
      })),
    })
    await tx.segment.createMany({
      data: Object.entries(days).flatMap(([day, meetingId]) => [
        { tenantId, meetingId, revision: 1, index: 0, speaker: 'Ana', startMs: 0, text: `Atlas, as said on ${day}` },
        { tenantId, meetingId, revision: 1, index: 1, speaker: 'Ben', startMs: 5000, text: 'The zebra crossed.' },
      ]),
    })
    const name = (id: string, type: string, surface: string, entityId = id) => ({
      ...{ id, tenantId, type, scope: 'tenant', key: surface.toLowerCase(), surface, entityId },
      ...{ firstKey: prefix('2025-03-04'), namesVersion: 1n },
    })
    await tx.name.createMany({
      data: [
        name(seeded.atlas, 'project', 'Atlas'),
        name(seeded.atlasAlias, 'project', 'Atlas Migration', seeded.atlas),
        name(seeded.merged, 'project', 'Atlas Two', seeded.atlas),
        name(seeded.beacon, 'project', 'Beacon'),
        name(seeded.ana, 'person', 'Ana Ruiz'),
      ],
    })
    const seen = { firstSeen: instant('2025-03-04'), lastSeen: instant('2025-03-18'), tenantId }
    await tx.entity.createMany({
      data: [
        { ...seen, id: seeded.atlas, type: 'project', name: 'Atlas' },
        { ...seen, id: seeded.merged, type: 'project', name: 'Atlas Two', mergedInto: seeded.atlas },
        { ...seen, id: seeded.beacon, type: 'project', name: 'Beacon' },
        { ...seen, id: seeded.ana, type: 'person', name: 'Ana Ruiz' },
      ],
    })
    await tx.nameSource.createMany({
      data: [seeded.atlas, seeded.beacon].map((nameId) => ({
        ...{ tenantId, nameId, sourceId: seeded.march4, kind: 'pattern', surface: 'x', orderKey: prefix('2025-03-04') },
      })),
    })
    await tx.transition.createMany({
      data: steps.map((step) => ({
        ...{ id: newId(), tenantId, entityId: seeded.atlas, type: 'project', dim: 'status', item: '' },
        ...{ fromValue: step.from, toValue: step.to, fromSince: null, validAt: instant(step.day) },
        ...{ orderKey: observationKey(prefix(step.day), 0, 0), meetingId: days[step.day as keyof typeof days] },
        ...{ category: 'progress', reason: 'because', reasonSource: 'pattern', confidence: 80, engineVersion: 'test' },
        ...{ evidence: [quoteOf(step.day)], version: BigInt(step.version), recordedAt: new Date(step.recorded) },
        supersededAt: step.superseded ? new Date(step.superseded.at) : null,
        supersededVersion: step.superseded ? BigInt(step.superseded.version) : null,
      })),
    })
    const state = { tenantId, type: 'project', confidence: 80, evidence: [quoteOf('2025-03-18')], version: 3n }
    await tx.state.createMany({
      data: [
        {
          ...{ ...state, entityId: seeded.atlas, dim: 'status', value: 'completed', since: instant('2025-03-18') },
          orderKey: observationKey(prefix('2025-03-18'), 0, 0),
        },
        {
          ...{ ...state, entityId: seeded.beacon, dim: 'blocker', item: 'legal', value: 'Legal review' },
          ...{ since: instant('2025-03-11'), orderKey: prefix('2025-03-11') },
        },
        {
          ...{ ...state, entityId: seeded.beacon, dim: 'status', value: 'blocked', since: instant('2025-03-11') },
          orderKey: prefix('2025-03-11'),
        },
        {
          ...{ ...state, entityId: seeded.beacon, dim: 'depends_on', item: 'atlas', value: 'Atlas' },
          ...{ valueEntity: seeded.atlas, since: instant('2025-03-11'), orderKey: prefix('2025-03-11') },
        },
      ],
    })
    const stated = (day: keyof typeof days, ordinal: number, said: object) => ({
      ...{ id: newId(), tenantId, meetingId: days[day], generation: 1, segment: 0, ordinal },
      ...{ orderKey: observationKey(prefix(day), 0, ordinal), statedName: seeded.atlas, nameId: seeded.atlas },
      ...{ dim: 'status', op: 'set', value: 'planned', modality: 'asserted', confidence: 80, cue: 'is' },
      ...{ quote: `said on ${day}`, speaker: 'Ana', startMs: 0 },
      ...said,
    })
    await tx.observation.createMany({
      data: [
        stated('2025-03-04', 0, {}),
        stated('2025-03-11', 0, { value: 'blocked' }),
        stated('2025-03-11', 1, { value: 'in progress', quote: 'earlier' }),
        stated('2025-03-11', 2, { value: 'done', modality: 'planned', quote: 'will be done' }),
        stated('2025-03-18', 0, { value: 'done' }),
        stated('2025-03-18', 1, { dim: 'colour', value: 'red', quote: 'it is red' }),
        stated('2025-03-18', 2, { dim: 'priority', value: 'high', quote: 'it matters' }),
        stated('2025-03-18', 3, { value: 'blocked', quote: 'blocked', statedName: null, nameId: null }),
      ],
    })
    await tx.fact.createMany({
      data: [
        {
          ...{
            id: newId(),
            tenantId,
            groupId: newId(),
            kind: 'veto',
            origin: 'user',
            nameId: seeded.atlas,
            dim: 'priority',
          },
          ...{ meetingId: seeded.march18, orderKey: prefix('2025-03-18'), version: 3n, namesVersion: 1n },
        },
        {
          ...{ id: newId(), tenantId, groupId: newId(), kind: 'same', origin: 'user', nameId: seeded.atlas },
          ...{ otherNameId: seeded.merged, orderKey: importKey, version: 3n, namesVersion: 1n, note: 'one thing' },
        },
      ],
    })
    await tx.mention.createMany({
      data: Object.values(days).map((meetingId) => ({
        ...{ tenantId, meetingId, nameId: seeded.atlas, segment: 0, start: 0, end: 5, surface: 'Atlas' },
        ...{ method: 'exact', score: 100 },
      })),
    })
    await tx.suggestion.createMany({
      data: [90, 70].map((score) => ({
        ...{ tenantId, id: newId(), kind: 'merge', nameId: seeded.atlas, otherId: seeded.beacon, score },
      })),
    })
    await tx.insight.createMany({
      data: ['open', 'done', 'open'].map((status, at) => ({
        ...{ id: newId(), tenantId, meetingId: seeded.march18, kind: 'action_item', persona: 'gtm', status },
        ...{
          contentHash: `h${at}`,
          body: { description: `do ${at}` },
          owner: 'Ana Ruiz',
          confidence: 70,
          engine: 'offline',
        },
        ...{
          evidence: [quoteOf('2025-03-18')],
          traceId: 'a'.repeat(32),
          occurredAt: instant('2025-03-18'),
          project: 'main',
        },
      })),
    })
    await tx.summary.createMany({
      data: ['spotlight', 'title', 'headline'].map((level) => ({
        ...{ tenantId, meetingId: seeded.march18, persona: 'gtm', level, text: level, wordCount: 1, engine: 'offline' },
        ...{ traceId: 'a'.repeat(32) },
      })),
    })
    for (const [meetingId, version] of [
      [seeded.march4, 1],
      [seeded.march18, 2],
      [seeded.march11, 3],
    ] as const) {
      const runId = newId()
      const ended = { status: 'completed', priority: 'normal', openSteps: 0, traceparent: `00-${'a'.repeat(32)}-b-01` }
      await tx.run.create({
        data: { id: runId, tenantId, meetingId, kind: 'meeting', ...ended, finishedAt: new Date() },
      })
      const done = { queue: 'reconcile', needs: [], required: true, status: 'done', pending: 0 }
      await tx.step.create({ data: { runId, tenantId, name: 'reconcile', ...done, result: { version } } })
    }
    await tx.tenantHead.update({ where: { tenantId }, data: { version: 3n, namesVersion: 1n } })
  })
}
