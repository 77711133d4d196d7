/** What a short form means: a name, or one of several that nothing decides between. */
export type ShortMeaning = { id: string } | { others: string[] }

/** So many things that may be meant are told to a person; of more none is likely. */
export const mostOthers = 4

/** Of more names none is the only one, and nobody needs to know which they are. */
export const crowd = 50
