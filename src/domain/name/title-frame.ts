import { joiningWords } from './claim-words.ts'

const frames: ReadonlySet<string> = new Set(
  `advance advancement agenda amendment announcement another brief call closing continuation continued cont day debate demo discuss discussion
draft feedback final follow-up followup going follow further formerly heads introduction intro introducing issue item kickoff latest meeting minutes
more new news next normative note notes now open open-ended overview part plan planning point presentation previously progress proposal
proposed question ready recap refresher renamed report request requesting revisit revisited review round seeking session short slide stage
state status step steps summary sync thought topic up update updated updating walkthrough week weekly yet is are be was we our about as up
take`.split(/\s+/),
)

/** Words of titles that frame what the title is about ("Update on …", "… for stage 2", "… status"), and numbers. */
export const isFrame = (word: string): boolean => frames.has(word) || joiningWords.has(word) || /^\p{N}+$/u.test(word)
