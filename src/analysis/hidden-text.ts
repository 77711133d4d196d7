/** Characters that are not seen: they part a word for a machine and for nobody else. */
const unseen = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g
const base64 = /[A-Za-z0-9+/]{24,}={0,2}/g
const longestRun = 4_000

/**
 * Pure: how a text may also be read: without unseen characters and in plain forms of its letters, with letters that were
 * spaced out put together, and what its Base64 says. Only readings that differ from the text.
 */
export const hiddenReadings = (text: string): string[] => {
  const plain = text.normalize('NFKC').replace(unseen, '')
  const joined = plain.replace(/\b(?:\p{L} ){5,}\p{L}\b/gu, (letters) => letters.replaceAll(' ', ''))
  const decoded = (text.match(base64) ?? []).map((run) => decode(run.slice(0, longestRun)))
  return [plain, joined, ...decoded].filter((reading) => reading !== '' && reading !== text)
}

/** What Base64 says when it says something that can be read; else ''. */
const decode = (run: string): string => {
  const text = Buffer.from(run, 'base64').toString('utf8')
  return /^[\p{L}\p{N}\p{P}\p{Zs}\n]+$/u.test(text) && / /.test(text) ? text : ''
}
