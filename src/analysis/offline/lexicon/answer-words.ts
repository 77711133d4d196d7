/** Words that ask for a value of a kind, or bring the talk to it; an answer that is only a value belongs to them. */
export const askingFor = {
  date: [
    'when',
    'what day',
    'which day',
    'what date',
    'which date',
    'the date',
    'a date',
    'a day',
    'deadline',
    'by when',
    'how long',
    'how soon',
    'later',
    'earlier',
    'instead',
    'move it|that|this',
    'moved',
    'moves',
    'push it|that|this',
    'pushed',
    'slipped',
    'postpone|postponed',
    'not the',
  ],
  money: [
    'how much',
    'how many euros|dollars|pounds',
    'the number',
    'what number',
    'which number',
    'the figure',
    'budget',
    'the price',
    'what price',
    'the cost',
    'what does it cost',
    'the amount',
    'the ceiling',
    'the money',
  ],
  percent: [
    'how far',
    'percent',
    'progress',
    'where are we|you',
    'where is it',
    'how much is done|left|there',
    'how complete',
    'how close',
    'how is',
    'how are',
  ],
} as const

/** Words around a value that change nothing of it. */
export const roundingWords: ReadonlySet<string> = new Set(
  "it is 's that this the a about around roughly some say says i we would 'd call put now then in all total over for to the day at o'clock clock at noon morning afternoon evening sharp again still exactly more or less of percent % per cent pounds euros dollars pound euro dollar not but years year three two one four five".split(
    ' ',
  ),
)

/** Words around a bare value that leave it a decision. */
export const decisionWords: ReadonlySet<string> = new Set(
  "it is 's that this then i would say a the decision on one both these those as well 'd for now".split(' '),
)
