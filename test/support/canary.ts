/** Words that occur nowhere else: wherever one turns up, something that people said, wrote or hold has got there. */
export const canaries = {
  transcript: 'zanzibarquux',
  project: 'Vorpalhaven',
  title: 'quorvexlight',
  speaker: 'Brixondul',
  email: 'frondlewick',
  instructions: 'gloamspindle',
  extras: 'thistlemarrow',
  question: 'wobbegrind',
} as const

/** What a meeting is given besides its segments, with a canary in each. */
export const canaryMeeting = {
  title: `Weekly ${canaries.title}`,
  participants: [{ name: `Ana ${canaries.speaker}`, email: `${canaries.email}@example.test`, role: 'lead' }],
  instructions: `Look at ${canaries.instructions} above all.`,
  extras: { note: canaries.extras },
  questions: [`What about ${canaries.question}?`],
}

/** The names of those canaries whose word is in the text, in whatever case. */
export const canariesIn = (text: string, words: Readonly<Record<string, string>> = canaries): string[] => {
  const lowered = text.toLowerCase()
  return Object.entries(words).flatMap(([name, word]) => (lowered.includes(word.toLowerCase()) ? [name] : []))
}
