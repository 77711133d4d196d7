import type { TrackingModelInput } from '../model.ts'
import { dueDate } from './due-date.ts'
import { owner } from './owner.ts'
import { stage } from './stage.ts'
import { status } from './status.ts'

type DimensionInput = TrackingModelInput['dimensions'][number]

const blocker: DimensionInput = {
  name: 'blocker',
  label: 'Blocker',
  kind: 'text',
  many: true,
  nouns: ['blocker'],
  cues: {
    add: [
      'blocked on {value}',
      'blocked by {value}',
      'waiting on {value}',
      'waiting for {value}',
      'held up by {value}',
      'stuck on {value}',
      'stuck waiting for {value}',
      'blocker is {value}',
      'we still need {value} before',
      'cannot … without {value}',
      'cannot … until {value}',
    ],
    resolve: [
      'is unblocked',
      'are unblocked',
      'am unblocked',
      'unblocked',
      'no longer blocked (on|by) {value}',
      'no longer blocked',
      'no longer waiting for|on {value}',
      'blocker is gone',
      'blocker is resolved',
      'is not blocked any more|anymore',
      'is not blocked',
    ],
  },
}

const others: DimensionInput[] = [
  {
    name: 'priority',
    label: 'Priority',
    kind: 'vocabulary',
    nouns: ['priority'],
    cues: {
      set: [
        'priority is {value}',
        'is {value} priority',
        'is a {value} priority',
        'is now {value} priority',
        'raised to {value}',
        'priority to {value}',
        'make it {value} priority',
        'lowered to {value}',
      ],
    },
    values: [
      {
        value: 'low',
        synonyms: ['lowest'],
        cues: ['is low priority', 'bottom of the pile', 'bottom of the list', 'goes last', 'can wait'],
      },
      { value: 'medium', synonyms: ['normal'], cues: ['is medium priority'] },
      {
        value: 'high',
        synonyms: ['higher'],
        cues: ['is high priority', 'is a priority', 'front of the queue', 'top of the list'],
      },
      {
        value: 'critical',
        synonyms: ['top', 'urgent', 'highest', 'number one'],
        cues: [
          'is critical',
          'is top priority',
          'is the top priority',
          'is our top priority',
          'is urgent',
          'drop everything',
          'ahead of everything',
          'before everything else',
          'jumps the queue',
          'is priority one',
        ],
      },
    ],
  },
  {
    name: 'progress',
    label: 'Progress',
    kind: 'percent',
    nouns: ['progress'],
    cues: {
      set: [
        'is at {value}',
        'are at {value}',
        'am at {value}',
        'is about {value}',
        'call it {value}',
        'calling it {value}',
        'say {value}',
        'put it at|around {value}',
        'is {value} done',
        'is {value} complete',
        'progress is {value}',
        'that is {value}',
        'it is {value}',
        'i am at {value}',
        'make that {value}',
        'back in progress at {value}',
      ],
    },
  },
  {
    name: 'budget',
    label: 'Budget',
    kind: 'money',
    nouns: ['budget', 'value', 'price'],
    cues: {
      set: [
        'budget … is {value}',
        'budget … to {value}',
        'budget of {value}',
        'value … is {value}',
        'worth {value}',
        'deal is {value}',
        'approved {value}',
        '{value} approved',
        'approved amount … {value}',
        'price … is {value}',
        'quote … is {value}',
        'board|finance signed for … {value}',
        'has signed is {value}',
        'went up to {value}',
        'come|comes|came down to {value}',
        'cut to {value}',
        'ceiling … is {value}',
        'new ceiling is {value}',
      ],
    },
  },
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

/** `status` is for work, `stage` for deals; the rest is shared. */
export const defaultDimensions: TrackingModelInput['dimensions'] = [status, owner, dueDate, stage, blocker, ...others]
