/** How speakers turn to a thing. Cues in the grammar of tracking models; what is named follows the cue. */
export const turnCues = [
  'next is',
  'next up is',
  'next up',
  'next one is',
  'next on the list is',
  'next item is',
  'moving on to',
  'move on to',
  'on to',
  'over to',
  'back to',
  'let us start with',
  'let us begin with',
  'let us do',
  'let us talk about',
  'let us go to',
  'let us turn to',
  'let us move to',
  'let us look at',
  'start with',
  'starting with',
  'begin with',
  'turning to',
  'talk about',
  'speaking of',
  'as for',
  'about the',
  'what about',
  'how about',
  'how is',
  'how are',
  'how did',
  'how does',
  'how goes',
  'where are we with|on',
  'where are you with|on',
  'where do we stand with|on',
  'where is',
  'when is|are|was|do|does',
  'who has|owns|runs|does',
  'who has got|even got',
  'anything on|about|from',
  'any news on|about|from',
  'any update|updates on|about|from',
  'any progress on|with',
  'what is happening with',
  'what is the story with|on',
  'what is going on with',
  'tell me about',
  'tell us about',
  'give us',
  'can we do',
  'can we talk about',
  'can i ask about',
  'can i raise',
  'can i bring up',
  'ask about',
  'ask you about',
  'last thing is',
  'last one is',
  'that leaves',
  'which leaves',
  'leaves us with',
  'which brings us|me to',
  'brings us|me to',
  'first is',
  'first up',
  'first one is',
  'while we are on',
  'the big one is',
  'last|next|first|other|another|final|big|one|quick|small thing|item|point',
  'one more thing|item|point',
  'i talked to … about',
  'i spoke to … about',
  'get to',
] as const

/** Words that stand before a topic and say nothing. */
export const leadWords: ReadonlySet<string> = new Set(
  'okay ok so and um uh er right now then alright next good great well anyway but oh ah yes yeah yep no first second third finally also lovely fine perfect hm hmm mm please sorry super excellent thanks thank you cool nice brilliant sure look listen um lastly last again still only just quickly quick then too even bad though oops ha haha hah aha wow phew ugh ouch cheers guess mate mates lads guys folks everyone everybody love dear'.split(
    ' ',
  ),
)

/** Words that end a noun phrase which is a topic: verbs, prepositions, questions, pronouns. */
export const phraseEnds: ReadonlySet<string> = new Set(
  "is are was were am be been being 's 'd do does did done have has had having will would can could should may might must shall not no let go goes going went gone got get gets make take say said see know think want wants need needs come comes came i you we they he she it that this there these those me us him them who what when where why how which if whether because since although though while for with from of in on at to by about as into onto over under after before until till without during per than or and but so then now again today tomorrow yesterday please really anyway actually too also already still yet just only ever never always maybe perhaps probably mine yours ours theirs his hers my your our their its a an the all both each every some any much many more most few less least very quite pretty rather rang rings ring heard hears hear told tells asked asks stays stayed stay wrote writes sent sends send left leaves leave worked works called calls took takes knew knows found finds gave gives give lost loses won wins kept keeps felt feels sat stood ran runs met meets paid bought sold brought wins loves likes hates starts started stopped stops looks looked sounds seems means meant helps helped happened happens within going coming doing looking working sitting waiting good bad done ready okay ok fine great here there up down out off back away".split(
    ' ',
  ),
)

const articleWords = 'the my your our their his her its this that these those a an'
export const determiners: ReadonlySet<string> = new Set(articleWords.split(' '))

/** Nouns that only tell what is asked of the thing that follows: "the date for the relaunch". */
export const askedOf: ReadonlySet<string> = new Set(
  'date deadline status state budget owner progress update news question point story timeline schedule plan number side part rest cost price topic subject'.split(
    ' ',
  ),
)

/** Words that are no thing by themselves, though they stand where one could. */
export const emptyNouns: ReadonlySet<string> = new Set(
  'thing things stuff item items news question questions point points one ones part parts rest idea ideas way ways time times week weeks day days number numbers date dates name names list lists agenda update updates bit lot lots kind sort everything everyone everybody anything anyone nothing nobody something someone somebody people guys folks person man woman guy lady year years month months hour hours minute minutes second seconds morning afternoon evening night monday tuesday wednesday thursday friday saturday sunday weekend today tomorrow yesterday january february march april may june july august september october november december case story reason problem problems issue issues side end start beginning middle half quarter percent money price cost costs meeting call calls round floor weather coffee lunch holiday holidays joke jokes word words sentence face head hand hands eye eyes heart home house god truth luck fun pleasure silence exactly absolutely correct true false agreed amazing wow perfect nice great good bad fine right wrong welcome hello hi bye morning thanks cheers sorry please congratulations promise deal noted understood fair enough sure ouch yikes whatever anyway same different other others another next last first new old big small little long short long-term high low early late else business others results status budget owner deadline priority risk risks blocker blockers decision decisions action actions task tasks project projects order turn place detail details version plan plans work job jobs team teams room rooms office group company customer customers client clients user users'.split(
    ' ',
  ),
)

/** How the items of a list are called up, one after the other. */
export const itemCues = [
  'the next one',
  'next one',
  'next is',
  'next up',
  'the first one',
  'first one',
  'the second one',
  'the third one',
  'the last one',
  'last one',
  'one more here',
  'one more',
  'the other one',
  'another one',
  'next item',
  'next topic',
  'move on to',
  'moving on to',
  'go on to',
  'go to',
  'let us do',
  'let us go to',
  'let us start with',
  'let us take',
  'let us discuss',
  'to discuss',
  'start with',
  'then there is',
  'then we have',
  'we have one',
  'there is also',
  'then the one',
  'next eip|item|proposal|ticket|case|motion|bill',
  'remaining one',
  'that brings us to',
  'take the decision on',
  'the decision on',
  'up is',
  'up would be',
  'one would be',
  'scroll down to',
] as const
