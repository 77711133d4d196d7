/** How a set of labels spells its states; systems may write them in their own words ("Stage 3", "SFI"). */
export type StateScheme = 'tc39' | 'acd'

const inclusionStates: readonly (readonly [RegExp, string])[] = [
  [/^(none|unknown|null|new)?$/, 'none'],
  [/\bpfi|propos/, 'proposed'],
  [/\bcfi|consider/, 'considered'],
  [/\bsfi|schedul/, 'scheduled'],
  [/\bdfi|declin|reject/, 'declined'],
  [/withdr/, 'withdrawn'],
  [/includ|live|ship/, 'included'],
]

const stageStates: readonly (readonly [RegExp, string])[] = [
  [/withdr|reject|drop/, 'withdrawn'],
  [/inactive|dormant/, 'inactive'],
  [/^$|propos|straw|new|none|unknown|null/, '0'],
]

/** The label that a written state stands for; an unknown one is kept as it is. */
export const stateLabel = (state: unknown, scheme: StateScheme): string => {
  const text = String(state ?? '')
    .toLowerCase()
    .trim()
  const number = scheme === 'tc39' ? text.match(/\d(?:\.\d+)?/)?.[0] : undefined
  if (number !== undefined) return number
  const states = scheme === 'tc39' ? stageStates : inclusionStates
  return states.find(([pattern]) => pattern.test(text))?.[1] ?? text
}
