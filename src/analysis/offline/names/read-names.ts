import type { ExtractedName } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { CompiledCues } from '../observations/cue-table.ts'
import type { Sentence } from '../reading/sentence.ts'
import { findAliases } from './aliases.ts'
import { createNameFinder } from './find-names.ts'
import type { FoundName } from './found-name.ts'
import { peopleIn } from './people-in.ts'
import type { People } from './person.ts'
import { createUntypedNameFinder, wordsWithCapitalInside } from './untyped-names.ts'

/** All names of the sentences, by sentence. A name that a noun or pattern typed anywhere keeps that type everywhere. */
export const readNames = (
  sentences: readonly Sentence[],
  model: TrackingModel,
  cues: CompiledCues,
  people: People,
  personType: string | undefined,
): ReadonlyMap<Sentence, readonly FoundName[]> => {
  const findTyped = createNameFinder(model)
  const findUntyped = createUntypedNameFinder(model, cues, people, wordsWithCapitalInside(sentences))
  const typed = sentences.map((sentence) => ({ sentence, names: findTyped(sentence) }))
  const types = new Map<string, string>()
  for (const { names } of typed)
    for (const name of names)
      if (!name.generic) types.set(name.surface.toLowerCase(), types.get(name.surface.toLowerCase()) ?? name.type)
  return new Map(
    typed.map(({ sentence, names }) => {
      const free = (name: FoundName, others: readonly FoundName[]) =>
        !others.some((other) => other.start < name.end && name.start < other.end)
      const untyped = findUntyped(sentence)
        .filter(
          (name, index, all) => free(name, names) && all.findIndex((other) => other.start === name.start) === index,
        )
        .map((name) => ({ ...name, type: types.get(name.surface.toLowerCase()) ?? name.type }))
      const things = [...names, ...untyped]
      const persons = personType ? peopleIn(sentence, people, personType).filter((name) => free(name, things)) : []
      const known = [...things, ...persons]
      return [
        sentence,
        [...known, ...findAliases(sentence, known).filter((name) => free(name, known))].sort(
          (a, b) => a.start - b.start,
        ),
      ]
    }),
  )
}

/** One row per type, surface and segment; people who speak are named by their first utterance. */
export const toExtractedNames = (found: Iterable<readonly FoundName[]>): ExtractedName[] => {
  const rows = new Map<string, ExtractedName>()
  for (const names of found)
    for (const { type, surface, generic, segment, start, aliasOf } of names) {
      const key = `${type}|${surface}|${segment}|${aliasOf ?? ''}`
      if (!rows.has(key)) rows.set(key, { type, surface, generic, segment, start, aliasOf })
    }
  return [...rows.values()]
}
