/** Zero-width characters, bidirectional controls, other format and control characters: invisible in a name. */
const invisible = /[\p{Cf}\p{Cc}\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5/gu

const roles = 'agent|customer|bot|assistant|interviewer|interviewee|moderator'
const voices = `speaker|spk|participant|attendee|caller|guest|person|user|channel|voice|${roles}`
const placeholder = new RegExp(
  `^(?:${[
    `(?:${voices})(?:[ _-]?#?\\d{1,4}|[ _-][a-z])?`,
    `(?:unknown|unidentified|anonymous)(?: (?:${voices}))?`,
    's?#?\\d{1,4}|[a-z]',
    'me|you|everyone|all|multiple speakers?|crosstalk',
  ].join('|')})$`,
  'i',
)

const organisation = /^(.*\S)\s*[([]([^()[\]]{1,80})[)\]]$/

/** A speaker's name as shown: visible characters only, single spaces, no colon at the end; null when nothing is left. */
export const cleanSpeaker = (name: string | null | undefined): string | null => {
  const clean = (name ?? '')
    .slice(0, 1000)
    .normalize('NFC')
    .replace(/[\t\n\r]/g, ' ')
    .replace(invisible, '')
    .replace(/\s+/g, ' ')
    .slice(0, 200)
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\s:：]+$/, '')
    .trim()
  return clean === '' ? null : clean
}

/** Names that only number the voices ("Speaker 1", "Unknown") or tell a role: they never become people. */
export const isPlaceholderSpeaker = (name: string): boolean => placeholder.test(withoutOrganisation(name))

/** "Ana Ruiz (Acme)" is Ana Ruiz: what stands in brackets at the end tells where somebody belongs. */
export const withoutOrganisation = (name: string): string => organisation.exec(name)?.[1] ?? name

/** Two spellings with one key are one speaker of a meeting. */
export const speakerKey = (name: string): string =>
  withoutOrganisation(cleanSpeaker(name) ?? '')
    .normalize('NFKC')
    .toLowerCase()
