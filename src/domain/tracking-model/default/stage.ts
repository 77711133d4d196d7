import type { TrackingModelInput } from '../model.ts'

type DimensionInput = TrackingModelInput['dimensions'][number]

/** Where a deal stands. */
export const stage: DimensionInput = {
  name: 'stage',
  label: 'Stage',
  kind: 'vocabulary',
  nouns: ['stage'],
  cues: {
    set: [
      'moved to {value}',
      'has moved to {value}',
      'is in {value}',
      'is at the {value}',
      'is at {value}',
      'stage is {value}',
      'we are in {value}',
      'went to {value}',
      'moves to {value}',
      'advanced to {value}',
      'deal is {value}',
    ],
    advance: ['moved to the next stage', 'moves on to the next stage'],
  },
  values: [
    { value: 'prospecting', synonyms: ['prospect', 'lead'] },
    { value: 'discovery', synonyms: ['qualification', 'discovery stage'] },
    { value: 'demo', synonyms: ['demonstration'] },
    {
      value: 'proposal',
      synonyms: ['proposal stage', 'quote', 'offer'],
      cues: ['sent them the proposal', 'proposal went out', 'sent the proposal'],
    },
    {
      value: 'negotiation',
      synonyms: ['negotiating', 'negotiations'],
      cues: ['we are negotiating', 'are negotiating'],
    },
    {
      value: 'contract',
      synonyms: ['contracting', 'legal', 'legal review'],
      cues: ['is with the lawyers', 'is with legal', 'contract is out'],
    },
    {
      value: 'closed_won',
      terminal: true,
      synonyms: ['closed won', 'won'],
      cues: [
        'is closed won',
        'we won',
        'they signed',
        'has signed',
        'have signed',
        'deal is signed',
        'contract is signed',
        'signed the contract',
      ],
    },
    {
      value: 'closed_lost',
      terminal: true,
      synonyms: ['closed lost', 'lost'],
      cues: [
        'is closed lost',
        'we lost',
        'went with a competitor',
        'chose a competitor',
        'went with someone|somebody else',
        'deal is dead',
        'turned us down',
      ],
    },
  ],
}
