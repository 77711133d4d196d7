import { cleanSpeaker } from '../../../domain/meeting/speaker.ts'
import { oneLine } from './one-line.ts'

const longest = 60
/** Characters with which a name could look like a line of its own, a role or a mark. */
const structural = /[<>[\]{}|#:`*=\\"]+/g

/** A speaker's name as it may stand before a line; null when nothing is left of it. */
export const renderSpeaker = (speaker: string | null): string | null =>
  cleanSpeaker(oneLine((speaker ?? '').replace(structural, ' '), longest))

/** Stands for the speaker of the line above, where talk is shortened. */
export const sameSpeaker = '″'
