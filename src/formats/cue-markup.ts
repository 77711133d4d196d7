const voice = /<v(?:\.[^\s<>]*)?[ \t]+([^<>]{1,200})>/g
const tag = /<\/?(?:[cibuv]|ruby|rt|lang|font)(?:\.[^\s<>]*)?(?:\s[^<>]*)?>|<\d[\d:.,]{3,15}>|\{\\an?\d{1,2}\}/gi
const entity = /&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,7}|#x[0-9a-f]{1,6});/gi

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
}

/** The plain text of a cue: tags and positions gone, entities written out. A `<` that opens no known tag stays. */
export const plainText = (text: string): string =>
  text
    .replace(tag, '')
    .replace(entity, (whole) => decode(whole.slice(1, -1).toLowerCase()) ?? whole)
    .trim()

/** Cuts the text of a cue at its voice tags; what stands before the first is said by nobody known. */
export const splitVoices = (text: string): { speaker: string | null; text: string }[] => {
  const marks = [...text.matchAll(voice)]
  const before = text.slice(0, marks[0]?.index ?? text.length)
  return [
    { speaker: null, text: before },
    ...marks.map((mark, at) => ({
      speaker: plainText(mark[1] ?? ''),
      text: text.slice(mark.index + mark[0].length, marks[at + 1]?.index ?? text.length),
    })),
  ]
    .map((part) => ({ speaker: part.speaker, text: plainText(part.text) }))
    .filter((part) => part.text !== '')
}

function decode(name: string): string | undefined {
  if (!name.startsWith('#')) return named[name]
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000)
  return valid ? String.fromCodePoint(code) : undefined
}
