/** How a meeting comes to a decision by asking. Cues in the grammar of tracking models, for every tracking model. */

/** Verbs and nouns that ask for a value named after them: "I'd like to ask for second reading". */
export const requestCues = [
  'ask|asks|asking for',
  'ask|asking the committee|council|board|group|room … for',
  'seek|seeks|seeking',
  'request|requests|requesting',
  'propose|proposes|proposing',
  'would like|love',
  'looking for|to',
  'hope|hoping for|to',
  'call|calling for consensus',
  'consensus for|on',
  'ready for|to',
  'good enough for',
  'sufficient|enough for',
  'requirements|criteria for',
  'requirements|criteria to',
  'i think … should|could|can go|move|advance',
  'want to go|move|advance|get|reach',
  'aim|aiming for',
  'promote … to',
] as const

/** What makes a question that names a value a request for it: "Any objections to second reading?" */
export const requestQuestions = [
  'objection|objections|object|objects|objecting',
  'oppose|opposes|opposed|opposition|against',
  'consensus',
  'block|blocks|blocking|veto',
  'concern|concerns',
  'okay|ok|comfortable|happy|fine|good with|for|to',
  'support|supports|approve|approval|agree',
  'can|could|may we|i',
  'do we',
  'are|is we|everybody|everyone|anybody|anyone|people',
  'shall we',
  'does anybody|anyone',
  'thoughts|comments|questions',
] as const

/** What is asked for at another time is not asked for now. */
export const laterCues = [
  'next time|meeting|session|month|year|plenary',
  'the next meeting',
  'at a later',
  'at a future',
  'in the future',
  'some day',
  'eventually',
  'later on',
  'not today',
  'last time|meeting|month|year',
  'previous|previously',
  'back in',
  'will be asking',
  'plan|planning|plans to ask|seek|propose|request',
] as const

/** Takes a request back, or says that none is made. */
export const withdrawalCues = [
  'not asking for',
  'not seeking',
  'not proposing',
  'not requesting',
  'not looking for',
  'not going for',
  'not ask for',
  'no longer asking',
  'no request for',
  'just an update',
  'only an update',
  'status update',
  'withdraw my|the|this request|ask',
  'withdraw|withdrawing|retract|retracting this|it',
] as const

/** One voice for what is asked. */
export const supportCues = [
  'support|supports|supportive|supported',
  'explicit support',
  'in favor|favour',
  'fully|strongly behind',
  'happy to see|with|for',
  'happy that',
  'excited about|to',
  'looks|sounds good|great',
  'this is great|good|fantastic|wonderful|excellent',
  'plus one',
  'thumbs up',
  'like this proposal|motion|bill|idea|change|very',
  'love this|it|to see',
  'would like to see this',
  'reviewed … good|fine|ok|okay|happy',
  'i reviewed',
  'signed off',
  'fine with',
  'okay|ok with',
  'not object|objecting',
  'no objections|objection',
  'not block|blocking',
  'not a blocker',
  'not going to block|stand in the way',
  'will not stand in the way',
  'glad',
] as const

/** The talk ends before anything was decided. */
export const deferralCues = [
  'out of time',
  'over time',
  'overtime',
  'at time',
  'time is up',
  'ran out of time',
  'run out of time',
  'timebox|time-box|time box is|has up|over|ended|expired',
  'end of the|our|this timebox|time-box',
  'past|over the|our timebox|time-box',
  'over the time box',
  'end of the|our time box',
  'overflow',
  'tomorrow',
  'next meeting|plenary|session|time',
  'later today|time|meeting|in the meeting|this week',
  'at a later',
  'come|get back to|with|after|later|next|when',
  'come back … meeting',
  'bring it|this|that back',
  'revisit',
  'table this|it|that',
  'postpone|postponed|defer|deferred|deferring',
  'continue this|the|discussion|discussing',
  'return to this|it',
  'take it|this|that offline',
  'more time',
  'more discussion',
  'not today',
  'not yet',
  'move on for now',
] as const

/** Tells an outcome as reached, in words that would be a mere guess elsewhere. */
export const declarationCues = [
  'sounds|looks|seems like|to be',
  'i think that|this is|means',
  'you|they have|got',
  'we have|got',
  'call|calling that|this|it',
  'that is|means',
  'congratulations',
  'congrats',
  'declare|declaring',
  'conclusion is',
  'gets|achieves|achieved|reaches',
  'approved for',
  'approval for',
  'consensus for|on|to',
] as const

/** Words of dissent that are nouns as well: "an object", "a block". They refuse where somebody does it. */
export const nounsToo: ReadonlySet<string> = new Set('object block veto'.split(' '))
export const beforeVerb: ReadonlySet<string> = new Set(
  "i we they you would will do does to not also anyone anybody somebody who must have may might can could strongly still then and 'd".split(
    ' ',
  ),
)

/** What takes back the sentence before it. */
export const retractionCues = [
  'no that is unfair|wrong|untrue|nonsense',
  'that is unfair|wrong|untrue .',
  'that is not true|fair|right|quite',
  'that was a joke',
  'scratch that',
  'strike that',
  'forget i said',
  'i take that back',
  'i take it back',
  'i am (only|just) kidding|joking',
  'only|just kidding|joking',
  'kidding .',
] as const
