import {
  type ExtractedObservation,
  extractedNameSchema,
  extractedObservationSchema,
} from '../../../../src/domain/observation/observation.ts'
import type { Reading } from './world.ts'

export type Heard = Partial<Omit<ExtractedObservation, 'name' | 'valueName'>> & {
  speaker?: string
  text: string
  /** What it is about; null: nothing that is named. */
  about: string | null
  type?: string
  /** Nothing told the type. */
  guessed?: boolean
  /** It is called another name of this. */
  aliasOf?: string
  /** Whom the value names. */
  whom?: string
}

/** A meeting of the given hour as an analyst might have read it: one statement in each line. */
export const heard = (hour: number, lines: readonly Heard[], more: Partial<Reading> = {}): Reading => ({
  ...{ title: 'Weekly', hour, timeZone: 'UTC', series: null, participants: [] },
  lines: lines.map(({ speaker = 'Ana Ruiz', text }) => ({ speaker, text })),
  names: lines.flatMap(({ text, about, type = 'project', guessed = false, aliasOf = null }, segment) =>
    about === null || !text.includes(about)
      ? []
      : [extractedNameSchema.parse({ type, surface: about, guessed, aliasOf, segment, start: text.indexOf(about) })],
  ),
  observations: lines.flatMap(
    ({ speaker: _, guessed: __, aliasOf: ___, text, about, type = 'project', whom, ...said }, segment) =>
      said.dimension === undefined
        ? []
        : [
            extractedObservationSchema.parse({
              ...{ segment, start: text.length - 1, ordinal: 0, op: 'set', value: null, modality: 'asserted' },
              ...{
                basis: 'model',
                confidence: 80,
                cue: 'test',
                quote: text,
                name: about === null ? null : { type, surface: about },
              },
              ...{ valueName: whom === undefined ? null : { type: 'person', surface: whom } },
              ...said,
            }),
          ],
  ),
  ...more,
})
