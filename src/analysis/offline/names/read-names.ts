import type { ExtractedName } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import type { Statement } from '../observations/statement.ts'
import type { Sentence } from '../reading/sentence.ts'
import { findAliases } from './aliases.ts'
import { createNameFinder } from './find-names.ts'
import type { FoundName } from './found-name.ts'
import { peopleIn } from './people-in.ts'
import type { People } from './person.ts'
import { createReservedCheck } from './reserved-words.ts'
import { createUntypedNameFinder, wordsWithCapitalInside } from './untyped-names.ts'

/** All names of the sentences, by sentence. A name that a noun or pattern typed anywhere keeps that type everywhere. */
export const readNames = (
  sentences: readonly Sentence[],
  statements: readonly Statement[],
  model: TrackingModel,
  people: People,
  personType: string | undefined,
): ReadonlyMap<Sentence, readonly FoundName[]> => {
  const findTyped = createNameFinder(model)
  const findUntyped = createUntypedNameFinder(model, people, wordsWithCapitalInside(sentences))
  const isReserved = createReservedCheck(model)
  const named = (name: FoundName) => name.generic || name.aliasOf !== null || !isReserved(name.surface)
  const typed = new Map(sentences.map((sentence) => [sentence, findTyped(sentence).filter(named)]))
  const types = new Map<string, string>()
  for (const name of [...typed.values()].flat())
    if (!name.generic && !types.has(keyOf(name))) types.set(keyOf(name), name.type)
  const untyped = new Map<Sentence, FoundName[]>()
  for (const statement of statements)
    untyped.set(statement.sentence, [
      ...(untyped.get(statement.sentence) ?? []),
      ...findUntyped(statement).filter(named),
    ])
  const retyped = (name: FoundName) => ({ ...name, type: types.get(keyOf(name)) ?? name.type })
  const assumedType = model.types.find((type) => type.assumed)?.name
  const aliasesIn = (sentence: Sentence, known: readonly FoundName[]) =>
    findAliases(sentence, known, assumedType).map((name) => (name.aliasOf === null ? retyped(name) : name))
  return new Map(
    sentences.map((sentence) => {
      const things = distinct([...(typed.get(sentence) ?? []), ...(untyped.get(sentence) ?? []).map(retyped)])
      const known = distinct([...things, ...(personType ? peopleIn(sentence, people, personType) : [])])
      return [sentence, distinct([...known, ...aliasesIn(sentence, known)]).sort((a, b) => a.start - b.start)]
    }),
  )
}

const keyOf = (name: FoundName): string => name.surface.toLowerCase()

/** Where two names overlap, the first stays. */
const distinct = (names: readonly FoundName[]): FoundName[] => {
  const kept: FoundName[] = []
  for (const name of names) if (!kept.some((other) => other.start < name.end && name.start < other.end)) kept.push(name)
  return kept
}

/** One row per type, surface and segment. */
export const toExtractedNames = (found: Iterable<readonly FoundName[]>): ExtractedName[] => {
  const rows = new Map<string, ExtractedName>()
  for (const names of found)
    for (const { type, surface, generic, segment, start, aliasOf } of names) {
      const key = `${type}|${surface}|${segment}|${aliasOf ?? ''}`
      if (!rows.has(key)) rows.set(key, { type, surface, generic, guessed: false, segment, start, aliasOf })
    }
  return [...rows.values()]
}
