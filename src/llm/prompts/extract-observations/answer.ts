import { z } from 'zod'
import type { Segment } from '../../../domain/meeting/meeting.ts'
import { modalities, operations } from '../../../domain/observation/observation.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { certaintyField } from '../shared/certainty.ts'
import { oneOf } from '../shared/one-of.ts'
import { wholeNumber } from '../shared/whole-number.ts'

/** What can be answered depends on what was offered. */
type Offered = { model: TrackingModel; segments: readonly Segment[] }

export const observationsAnswer = ({ model, segments }: Offered) => {
  const [first, last] = [segments[0]?.index ?? 0, segments.at(-1)?.index ?? 0]
  const type = oneOf(
    model.types.map(({ name }) => name),
    'Type of the thing',
  )
  const dimension = oneOf(
    model.dimensions.map(({ name }) => name),
    'A dimension that the type of the thing has',
  )
  return z.object({
    reading: z
      .string()
      .describe(
        'Before anything else, in at most 120 words: which things are spoken of, where each stands at the end of this part, what was corrected, and what was said but not meant as a fact',
      ),
    things: z.array(
      z.object({
        id: wholeNumber('1, 2, 3 …'),
        type,
        name: z.string().describe('Its one name: the fullest form in which it is said'),
        other_names: z.array(z.string()).describe('Other forms said here that can only mean this thing'),
      }),
    ),
    observations: z.array(
      z.object({
        segment: wholeNumber(`Number of the line, ${first} to ${last}`),
        quote: z.string().describe('Copied character by character from that line'),
        thing: wholeNumber('Id of the thing; null only if nothing tells what it is').nullable(),
        says: z
          .string()
          .describe(
            'In one short sentence: what the speaker says of the thing, and whether as a fact, a wish, a condition, a question…',
          ),
        modality: oneOf(modalities, 'How it was said'),
        dimension,
        operation: oneOf(operations, 'What it does to the dimension'),
        value: z
          .string()
          .nullable()
          .describe('In the form that the dimension asks for; null for advance, and for resolve of all'),
        since: z
          .string()
          .nullable()
          .describe('YYYY-MM-DD of a day before the meeting on which it happened, if said; else null'),
        certainty: certaintyField(),
      }),
    ),
  })
}

export type ObservationsAnswer = z.infer<ReturnType<typeof observationsAnswer>>
