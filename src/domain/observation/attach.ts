/** A place in the transcript where names were spotted; their ids are already what they mean in this meeting. */
export type Place = {
  segment: number
  start: number
  end: number
  names: readonly { id: string; type: string; imported: boolean }[]
}

export type Focus = {
  /** In order of segment and start. */
  places: readonly Place[]
  segments: ReadonlyMap<number, { text: string; speaker: string | null }>
  title: string
}

/** Where the cue stands, and in which stretch of the talk its thing must be named (null: anywhere). */
export type OpenPosition = {
  segment: number
  start: number
  within: { segment: number; start: number; end: number } | null
}
export type FocusMethod = 'sentence' | 'heading' | 'title' | 'segment' | 'back'
export type Focused = { id: string; method: FocusMethod; penalty: number }

/** How far back a thing stays in mind when nothing nearer was named, in segments. */
const memory = 12
const headingWords = 14

/**
 * What an observation without a name is about: the nearest thing in focus of which `fits` is true. Named in the same
 * sentence it is certain; then what the heading or the title announces; then what was spoken of before. Two things
 * at the deciding place are no answer.
 */
export const focusOf = (given: Focus, at: OpenPosition, fits: (type: string) => boolean): Focused | null => {
  const focus = { ...given, places: given.places.filter((place) => isWithin(place, at)) }
  for (const look of [inSentence, underHeading, underTitle, inSegment, before]) {
    const found = look(focus, at, fits)
    if (found === 'unclear') return null
    if (found) return found
  }
  return null
}

function isWithin(place: Place, { segment, within }: OpenPosition): boolean {
  if (within === null) return true
  if (place.segment < within.segment || (place.segment === within.segment && place.start < within.start)) return false
  return place.segment !== segment || place.start < within.end
}

type Look = (focus: Focus, at: OpenPosition, fits: (type: string) => boolean) => Focused | 'unclear' | null

const inSentence: Look = (focus, at, fits) => {
  const text = at.segment === -1 ? focus.title : (focus.segments.get(at.segment)?.text ?? '')
  const [from, to] = at.segment === -1 ? [0, text.length] : sentenceAround(text, at.start)
  const here = focus.places.filter((place) => place.segment === at.segment && place.start >= from && place.start < to)
  const fitting = here.filter((place) => place.names.some((name) => fits(name.type)))
  const nearest = fitting.filter((place) => place.start < at.start).at(-1) ?? fitting[0]
  return choose(nearest, fits, 'sentence', 0)
}

/** A heading is a short line that nobody speaks: it announces what follows, until the next one. */
const underHeading: Look = (focus, at, fits) => {
  for (let index = focus.places.length - 1; index >= 0; index--) {
    const place = focus.places[index]
    if (!place || place.segment >= at.segment || place.segment < 0) continue
    const segment = focus.segments.get(place.segment)
    if (!segment || !isHeading(segment)) continue
    const announced = focus.places.filter((other) => other.segment === place.segment)
    return only(announced, segment.text, fits, 'heading', 3)
  }
  return null
}

const underTitle: Look = (focus, _at, fits) =>
  only(
    focus.places.filter((place) => place.segment === -1),
    focus.title,
    fits,
    'title',
    5,
  )

const inSegment: Look = (focus, at, fits) => {
  const earlier = focus.places.filter((place) => place.segment === at.segment && place.start < at.start)
  return choose(lastFitting(earlier, fits), fits, 'segment', 5)
}

const before: Look = (focus, at, fits) => {
  const earlier = focus.places.filter(
    (place) => place.segment >= 0 && place.segment < at.segment && place.segment >= at.segment - memory,
  )
  const last = lastFitting(earlier, fits)
  return choose(last, fits, 'back', last ? 8 + 2 * (at.segment - last.segment) : 0)
}

const lastFitting = (places: readonly Place[], fits: (type: string) => boolean): Place | undefined =>
  places.filter((place) => place.names.some((name) => fits(name.type))).at(-1)

/** The one name at the place that fits; a catalogue's name goes before others that are spelled alike. */
function choose(
  place: Place | undefined,
  fits: (type: string) => boolean,
  method: FocusMethod,
  penalty: number,
): Focused | 'unclear' | null {
  const fitting = place?.names.filter((name) => fits(name.type)) ?? []
  const imported = fitting.filter((name) => name.imported)
  const candidates = imported.length > 0 ? imported : fitting
  const [first] = candidates
  if (!first) return null
  return candidates.length === 1 ? { id: first.id, method, penalty } : 'unclear'
}

/** A line that announces several things ("A and B") puts none of them in focus; "A (B)" announces A. */
function only(
  places: readonly Place[],
  text: string,
  fits: (type: string) => boolean,
  method: FocusMethod,
  penalty: number,
): Focused | 'unclear' | null {
  const fitting = places.filter((place) => place.names.some((name) => fits(name.type)))
  const [first, ...others] = fitting
  const same = (place: Place) => place.names.some((name) => first?.names.some((own) => own.id === name.id))
  const second = others.find((place) => !same(place))
  if (first && second && isEnumeration(text.slice(first.end, second.start))) return null
  return choose(first, fits, method, penalty)
}

const isEnumeration = (between: string): boolean =>
  /(?:^|\s)(?:and|or|vs\.?|versus|plus)(?:\s|$)|[,&+/;]/i.test(between)

const isHeading = (segment: { text: string; speaker: string | null }): boolean =>
  segment.speaker === null && segment.text.split(/\s+/).length <= headingWords && !/[.!?]$/.test(segment.text.trim())

/** From the end of the sentence before to the end of this one. A full stop inside a word ends nothing. */
function sentenceAround(text: string, at: number): [from: number, to: number] {
  let from = Math.min(at, text.length)
  while (from > 0 && !endsSentence(text, from - 1)) from--
  let to = Math.min(at, text.length)
  while (to < text.length && !endsSentence(text, to)) to++
  return [from, to]
}

const endsSentence = (text: string, at: number): boolean =>
  text[at] === '\n' || (/[.!?;…]/.test(text[at] ?? '') && /^$|\s|["'”’)]/.test(text[at + 1] ?? ''))
