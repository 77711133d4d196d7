type Source = { speaker: string | null; quote: string }

/** Who is quoted first for something; null where it rests on nobody's words. */
export const firstSource = (evidence: unknown): Source | null => (evidence as Source[])[0] ?? null

/** The words and who said them, as prose; the words may have been removed since. */
export const tellSource = ({ speaker, quote }: Source): string =>
  [quote === '' ? '' : `“${quote}”`, speaker === null ? '' : `— ${speaker}`].filter((part) => part !== '').join(' ')
