/** How people say that a thing is being looked at by somebody else. */
export const inReviewCues = [
  'is|are in review',
  'is|are under review',
  'is|are in testing',
  'is in qa',
  'in code review',
  'is being reviewed',
  'is being tested',
  'is ready for review',
  'up for review',
]
