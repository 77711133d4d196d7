import type { TrackingModelInput } from '../model.ts'

type DimensionInput = TrackingModelInput['dimensions'][number]

/** What is said of risks. */
export const risks: DimensionInput[] = [
  {
    name: 'severity',
    label: 'Severity',
    kind: 'vocabulary',
    nouns: ['severity'],
    cues: { set: ['severity is {value}', 'severity … {value}', 'is {value} severity'] },
    values: [
      { value: 'low' },
      { value: 'medium', synonyms: ['moderate'] },
      { value: 'high', synonyms: ['severe', 'critical'] },
    ],
  },
  {
    name: 'risk_state',
    label: 'Risk state',
    kind: 'vocabulary',
    cues: { set: ['risk is {value}', 'risk stays {value}', 'risk is now {value}'] },
    values: [
      { value: 'open', synonyms: ['alive'], cues: ['risk is open', 'risk stays open'] },
      { value: 'mitigated', synonyms: ['under control'], cues: ['risk is mitigated', 'is mitigated'] },
      {
        value: 'closed',
        terminal: true,
        synonyms: ['gone', 'resolved', 'retired'],
        cues: ['close the … risk', 'risk is closed', 'risk is gone', 'risk is retired'],
      },
    ],
  },
]

/** How things hang together: their values are things themselves. */
export const relations: DimensionInput[] = [
  {
    name: 'depends_on',
    label: 'Depends on',
    kind: 'entity',
    many: true,
    valueTypes: ['project', 'feature', 'task', 'milestone'],
    cues: { add: ['depends on {value}', 'depend on {value}', 'is waiting for {value} to'] },
  },
  {
    name: 'part_of',
    label: 'Part of',
    kind: 'entity',
    valueTypes: ['project', 'milestone', 'product'],
    cues: { set: ['is part of {value}', 'belongs to {value}'] },
  },
  {
    name: 'works_on',
    label: 'Works on',
    kind: 'entity',
    many: true,
    valueTypes: ['project', 'feature', 'task'],
    cues: {},
  },
]
