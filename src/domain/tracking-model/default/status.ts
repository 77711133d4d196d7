import type { TrackingModelInput } from '../model.ts'
import { atRiskCues } from './status/at-risk.ts'
import { blockedCues } from './status/blocked.ts'
import { cancelledCues } from './status/cancelled.ts'
import { completedCues } from './status/completed.ts'
import { inProgressCues } from './status/in-progress.ts'
import { inReviewCues } from './status/in-review.ts'
import { onHoldCues } from './status/on-hold.ts'
import { plannedCues } from './status/planned.ts'

type DimensionInput = TrackingModelInput['dimensions'][number]

/** `set` catches "status is {value}"; the cues of each value state it by themselves. Cues name states, not movements of other things. */
export const status: DimensionInput = {
  name: 'status',
  label: 'Status',
  description:
    'Where a piece of work stands. Blocked only when work on it stands still, an obstacle alone is a blocker; at_risk is a stated doubt about the thing itself; in_progress only when somebody says that work is going on; planned only when it is put on the plan for later.',
  kind: 'vocabulary',
  nouns: ['status'],
  cues: {
    ignore: [
      'then we are done',
      'we are done here',
      'we are done for',
      'i think we are done',
      'i am done',
      'are we done',
      'when we are done',
      'we are done .',
      'is|are to do with',
      'i|we am|are making it a|an',
      "'s (already) done that|it|this|the|a|some",
      'i|we am|are writing|noting it|that|them down|up',
      'and we are done',
      'we are not doing that|this|it',
      'have|has not started anything',
      'not started anything',
      'once we are done',
    ],
    set: [
      'status is {value}',
      'status of {name} is {value}',
      'moved to {value}',
      'moving to {value}',
      'back to {value}',
      'marked as {value}',
      'mark it as {value}',
      'is in {value}',
      'is {value}',
    ],
  },
  values: [
    {
      value: 'planned',
      decided: true,
      label: 'Planned',
      synonyms: ['not started', 'to do', 'backlog', 'on the roadmap'],
      cues: plannedCues,
    },
    {
      value: 'in_progress',
      label: 'In progress',
      synonyms: ['in progress', 'ongoing', 'under way', 'underway', 'active', 'in design', 'in development'],
      cues: inProgressCues,
    },
    {
      value: 'in_review',
      label: 'In review',
      synonyms: ['in review', 'under review', 'in testing', 'in qa'],
      cues: inReviewCues,
    },
    {
      value: 'blocked',
      label: 'Blocked',
      setback: true,
      synonyms: ['blocked', 'stuck', 'stalled', 'held up'],
      cues: blockedCues,
    },
    {
      value: 'at_risk',
      label: 'At risk',
      setback: true,
      synonyms: ['at risk', 'in trouble', 'behind schedule'],
      cues: atRiskCues,
    },
    {
      value: 'on_hold',
      decided: true,
      label: 'On hold',
      setback: true,
      synonyms: ['on hold', 'paused', 'parked', 'frozen', 'on ice', 'suspended', 'shelved'],
      cues: onHoldCues,
    },
    {
      value: 'completed',
      label: 'Completed',
      terminal: true,
      synonyms: [
        'done',
        'complete',
        'completed',
        'finished',
        'shipped',
        'live',
        'closed',
        'launched',
        'released',
        'delivered',
      ],
      cues: completedCues,
    },
    {
      value: 'cancelled',
      decided: true,
      label: 'Cancelled',
      terminal: true,
      synonyms: ['cancelled', 'canceled', 'dropped', 'killed', 'scrapped', 'abandoned', 'called off'],
      cues: cancelledCues,
    },
  ],
}
