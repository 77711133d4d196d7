import { cleanSurface, nameKey } from '../../domain/name/name.ts'
import { isOrdinaryWord } from '../../domain/name/ordinary-words.ts'
import type { ExtractedName } from '../../domain/observation/observation.ts'
import type { EntityType, TrackingModel } from '../../domain/tracking-model/model.ts'
import type { ObservationsAnswer } from '../../llm/prompts/extract-observations/answer.ts'
import { isTypeGuessed } from './is-type-guessed.ts'
import type { NameCheck } from './name-check.ts'

export type StatedThing = { type: EntityType; surface: string; generic: boolean }

/**
 * The things of an answer that are named in the transcript, by their ids, and their names. A name that was made up
 * gives way to a form that was said, and a thing without any is left out.
 */
export const toNames = (
  { things, observations }: Pick<ObservationsAnswer, 'things' | 'observations'>,
  model: TrackingModel,
  check: NameCheck,
) => {
  const types = new Map(model.types.map((type) => [type.name.toLowerCase(), type]))
  const stated = new Map<number, StatedThing>()
  const names: ExtractedName[] = []
  let unsupported = 0
  for (const thing of things) {
    const type = types.get(thing.type.trim().toLowerCase())
    const forms = [thing.name, ...thing.other_names].map(cleanSurface)
    const surface = forms.find((form) => nameKey(form) !== '' && check.isSupported(form))
    if (!type || surface === undefined || stated.has(thing.id)) {
      unsupported += 1
      continue
    }
    const one = { type, surface, generic: isGeneric(type, surface) }
    stated.set(thing.id, one)
    const said = observations.flatMap((other) => (other.thing === thing.id ? [other.dimension] : []))
    names.push(...namesOf(one, forms, isTypeGuessed(type, [surface, ...forms], said, model), check))
  }
  return { stated, names, unsupported }
}

const namesOf = (
  { type, surface, generic }: StatedThing,
  forms: readonly string[],
  guessed: boolean,
  check: NameCheck,
): ExtractedName[] => {
  const place = check.placeOf(surface) ?? { segment: -1, start: 0 }
  const own: ExtractedName = { type: type.name, surface, generic, guessed, ...place, aliasOf: null }
  const seen = new Set([nameKey(surface)])
  const aliases = forms.flatMap((form): ExtractedName[] => {
    const at = check.placeOf(form)
    // A bare common word means many things in other meetings, whatever it means in this one.
    if (!at || seen.has(nameKey(form)) || isBareWord(form) || isGeneric(type, form)) return []
    seen.add(nameKey(form))
    return [{ type: type.name, surface: form, generic, guessed, ...at, aliasOf: surface }]
  })
  return [own, ...aliases]
}

const isBareWord = (form: string): boolean => {
  const key = nameKey(form)
  return !key.includes(' ') && isOrdinaryWord(key)
}

const isGeneric = (type: EntityType, surface: string): boolean =>
  type.genericNames.some((name) => nameKey(name) === nameKey(surface))
