/** Everything that is announced to the outside. */
export const eventTypes = [
  'meeting.accepted',
  'meeting.deleted',
  'run.completed',
  'run.failed',
  'run.parked',
  'transition.created',
  'transition.superseded',
  'insight.created',
] as const
