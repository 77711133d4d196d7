/** What an action item is made of: somebody can be asked a week later whether it was done. */
export const taskVerbs: ReadonlySet<string> = new Set(
  'send write draft prepare check ask call ring phone email mail message tell inform notify remind confirm verify test review order book schedule reschedule arrange organise organize set fix repair update upgrade collect gather compile list count print share forward circulate submit file register publish post upload deliver hand make create document summarise summarize investigate research find look follow talk speak contact reach discuss negotiate propose present invite chase nudge escalate raise plan estimate calculate model analyse analyze compare measure sketch translate sign pay invoice quote size price cancel finish complete finalise finalize clean install configure deploy merge migrate pull add remove replace rename change correct adjust rewrite edit record log report introduce connect reserve rent hire buy assign copy scan pack ship label'.split(
    ' ',
  ),
)

/** Task verbs that are nouns as well: what they ask for must stand behind them with an article. */
export const nounLikeVerbs: ReadonlySet<string> = new Set(
  'order book test file list count draft review call ring share fix set print email mail report schedule update plan estimate model record log copy label message phone present contact quote price size change document research post'.split(
    ' ',
  ),
)

/** After "I'll": nothing that anybody waits for, with a day or without. */
export const emptyVerbs: ReadonlySet<string> = new Set(
  'be say admit believe see know think guess bet need never not still only hear miss stop remember wait pass live survive die understand assume hope want like love hate repeat cry sleep laugh regret'.split(
    ' ',
  ),
)

/** After "I'll" or "can you": no verb, so nothing that could be done. */
export const notVerbs: ReadonlySet<string> = new Set(
  'i you we they he she it this that these those the a an my our your his her their there here to of in on at for and or but so if when what who how why which maybe really quite very'.split(
    ' ',
  ),
)

/** Said of the meeting itself, what is promised is done before it ends: "I'll give a quick update". */
export const talkVerbs: ReadonlySet<string> = new Set(
  'give provide hand share show present ask talk speak answer read do make turn pass walk start'.split(' '),
)
export const talkObjects: ReadonlySet<string> = new Set(
  'update updates floor overview summary screen slides word context question questions introduction intro recap agenda demo background mic microphone example'.split(
    ' ',
  ),
)

/** What somebody says could be done by them, or must be: it counts once somebody takes it up, or a day is named. */
export const offerCues = [
  'i can',
  'i could',
  'let me',
  'shall i',
  'should i',
  'do you want me to',
  'would you like me to',
  'want me to',
] as const
export const needCues = ['i need to', 'i have to', 'i have got to', 'i must', 'i owe'] as const

/** How an offer is taken up, and how a request is granted. */
export const uptakeCues = [
  'please',
  'yes',
  'yeah',
  'yep',
  'sure',
  'go ahead',
  'do it',
  'do that',
  'of course',
  'absolutely',
  'perfect',
  'okay do',
  'would be great',
  'that would help',
  'done',
] as const
export const grantCues = [
  'yes',
  'yeah',
  'yep',
  'sure',
  'okay',
  'ok',
  'will do',
  'of course',
  'on it',
  'can do',
  'absolutely',
  'done',
  'i will',
  'i can',
  'consider it done',
  'happy to',
  'no problem',
  'noted',
  'certainly',
  'gladly',
  'give me until|till',
  'you will have',
  'it is already',
  'leave it with me',
  'leave that with me',
] as const
export const refusalCues = [
  'no',
  'not me',
  'i can not',
  'i cannot',
  'i would rather not',
  'not today',
  'not now',
  'not yet',
  'i will not',
  'impossible',
] as const

/** The same day, said by what happens on it. */
export const sameDayCues = [
  'right after this',
  'after this call|meeting',
  'after the call|meeting',
  'in the break',
  'when we hang up',
  'when we are done here',
  'right away',
  'straight away',
  'immediately',
  'by lunchtime|lunch|noon|midday|tonight',
  'this afternoon',
  'before lunch',
  'in an hour',
  'within the hour',
  'before the end of the day',
  'by the end of the day',
  'end of day',
  'by close of business',
] as const

/** Words after a comma that add nothing to what is promised. */
export const asideWords: ReadonlySet<string> = new Set(
  'promise promised okay ok right no please thanks sorry honestly really then anyway though too yes yeah'.split(' '),
)

/** What a pronoun that is the object of a promise can stand for. */
export const objectPronouns: ReadonlyMap<string, readonly ('person' | 'group' | 'thing' | 'things')[]> = new Map([
  ['it', ['thing']],
  ['that', ['thing']],
  ['this', ['thing']],
  ['them', ['group', 'things']],
  ['those', ['things']],
  ['these', ['things']],
  ['him', ['person']],
  ['her', ['person']],
])

export const personNouns: ReadonlySet<string> = new Set(
  'lead director manager doctor nurse customer client contact officer chief boss lawyer solicitor accountant engineer designer architect inspector auditor owner landlord secretary assistant supervisor foreman driver broker agent teacher professor student candidate colleague friend brother sister mother father cousin man woman guy lady chairman chair president minister mayor captain coach editor author reviewer buyer seller supplier vendor dealer plumber electrician carpenter painter cook chef conductor curator librarian producer actor photographer partner neighbour neighbor'.split(
    ' ',
  ),
)

/** Nouns in the singular that are "they". */
export const associationNouns: ReadonlySet<string> = new Set(
  'office company agency council city bank lab laboratory shop store school hospital university ministry board committee team crew staff department supplier vendor dealer landlord insurer carrier press union club community government authority association society church museum hotel restaurant factory plant warehouse printer lawyers people family police'.split(
    ' ',
  ),
)

/** Verbs in forms that no noun has, at which a noun phrase is over. */
export const phraseVerbs: ReadonlySet<string> = new Set(
  'says said saying has had having goes went takes took gives gave gets got makes made wants wanted needs needed comes came keeps kept tells told asks asked knows knew thinks thought sees saw finds found brings brought owes uses used runs ran lets shows showed starts started stops stopped tries tried never not usually always hopes expects'.split(
    ' ',
  ),
)

/** Words that say nothing by themselves. */
export const fillWords: ReadonlySet<string> = new Set(
  "the a an of for and to in on at by with from is are be was were will 's it that this we i you he she they me him her them us our your his their my as or not so do does did have has had get got one some any all just up out off over down about there here then now today tomorrow tonight yes no okay ok well too also really very again myself yourself when before after this next week weekend month morning afternoon evening noon lunch end day days monday tuesday wednesday thursday friday saturday sunday please promise".split(
    ' ',
  ),
)
