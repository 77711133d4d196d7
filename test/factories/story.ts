import { type EntityType, entityType, type TransitionType, transitionType } from '../../src/cli/api-types.ts'

const meetings = {
  planning: ['Spring planning', '2026-03-02T00:00:00.000Z'],
  call: ['Call with the supplier', '2026-03-12T14:30:00.000Z'],
  weekly: ['Weekly', '2026-03-26T00:00:00.000Z'],
  retro: ['Looking back', '2027-05-21T00:00:00.000Z'],
} as const

type Told = Partial<TransitionType> & { at: keyof typeof meetings; said?: string; by?: string; startMs?: number }

/** A transition as the API tells it, valid by default. */
const transition = ({ at, said, by = 'Ana', startMs, ...rest }: Told): TransitionType => {
  const [meetingTitle, occurredAt] = meetings[at]
  return transitionType.parse({
    id: `${at}-${rest.dimension ?? 'due_date'}`,
    entityId: 'e1',
    entityName: 'Harbour Opening',
    type: 'milestone',
    dimension: 'due_date',
    occurredAt,
    recordedAt: '2026-11-21T03:10:00.000Z',
    meetingId: at,
    meetingTitle,
    confidence: 92,
    evidence: said ? [{ segmentIndex: 1, speaker: by, startMs: startMs ?? null, quote: said }] : [],
    ...rest,
  })
}

/** A milestone that slips twice; one of the slips was read differently before a call was uploaded late. */
export const slippingMilestone = (): { entity: EntityType; transitions: TransitionType[] } => ({
  entity: entityType.parse({
    id: 'e1',
    type: 'milestone',
    name: 'Harbour Opening',
    aliases: [{ name: 'Harbour Opening' }, { name: 'the big day' }],
    state: {
      due_date: { value: '2026-05-18', since: '2026-03-26T00:00:00.000Z', confidence: 90, evidence: [] },
      status: {
        value: 'in_progress',
        since: '2026-03-02T00:00:00.000Z',
        confidence: 8,
        evidence: [
          {
            segmentIndex: 4,
            speaker: 'Ana',
            startMs: null,
            quote: 'We are working on Harbour Opening, all of us, from this week on and until it is done.',
          },
        ],
      },
      blocker: [
        { value: 'permit', since: '2026-03-26T00:00:00.000Z', confidence: 80, evidence: [] },
        { value: 'crane', since: '2026-03-26T00:00:00.000Z', confidence: 80, evidence: [] },
      ],
    },
    flags: ['at_risk'],
  }),
  transitions: [
    transition({
      at: 'planning',
      to: '2026-05-04',
      category: 'initial',
      said: 'Harbour Opening is set for the fourth of May.',
    }),
    transition({
      at: 'call',
      from: '2026-05-04',
      to: '2026-05-11',
      category: 'delayed',
      reason:
        "Bo Lind said “I'm moving Harbour Opening to the eleventh, because the crane comes a week late.”. Before that it was said to be 12 May.",
      said: "I'm moving Harbour Opening to the eleventh, because the crane comes a week late.",
      by: 'Bo Lind',
      startMs: 221_000,
    }),
    transition({
      at: 'weekly',
      from: '2026-05-04',
      to: '2026-05-11',
      category: 'delayed',
      supersededAt: '2026-11-21T03:12:00.000Z',
      said: 'Harbour Opening slips by a week.',
    }),
    transition({
      at: 'weekly',
      from: '2026-05-11',
      to: '2026-05-18',
      category: 'delayed',
      reason: 'because nobody at the ministry answers the telephone during the whole of the holidays, as Bo found out',
      said: 'Harbour Opening slips by a week.',
    }),
    transition({
      at: 'weekly',
      dimension: 'blocker',
      item: 'permit',
      to: 'permit',
      category: 'added',
      said: 'We are blocked on the permit.',
    }),
    transition({
      at: 'retro',
      dimension: 'blocker',
      item: 'permit',
      from: 'permit',
      category: 'resolved',
      said: 'The permit came.',
    }),
    transition({
      at: 'retro',
      dimension: 'status',
      from: 'planned',
      to: 'done',
      category: 'completed',
      allowed: false,
      said: 'It is open!',
    }),
  ],
})
