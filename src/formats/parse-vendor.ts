import { z } from 'zod'
import type { TranscriptFormat, Turn } from './transcript.ts'

const time = z.number().nullish()
const voice = z.union([z.string(), z.number()]).nullish()

/** The layouts that transcription services export, each reduced to the fields that are read, and how to read them. */
const layouts = [
  layout(
    'assemblyai',
    z.object({
      text: z.string(),
      audio_duration: z.number().nullish(),
      utterances: z.array(z.object({ text: z.string(), speaker: voice, start: time, end: time })).nullable(),
    }),
    (json) =>
      json.utterances
        ? json.utterances.map((said) => turn(said.speaker, said.start, said.end, 1, said.text))
        : [turn(null, null, null, 1, json.text)],
  ),
  layout(
    'deepgram',
    z.object({
      results: z.object({
        utterances: z.array(z.object({ transcript: z.string(), speaker: voice, start: time, end: time })).optional(),
        channels: z.array(
          z.object({ alternatives: z.array(z.object({ transcript: z.string(), paragraphs: deepgramParagraphs() })) }),
        ),
      }),
    }),
    ({ results }) =>
      results.utterances?.map((said) => turn(said.speaker, said.start, said.end, 1000, said.transcript)) ??
      results.channels.flatMap(({ alternatives }) => readAlternative(alternatives[0])),
  ),
  layout(
    'fireflies',
    z.object({ data: z.object({ transcript: z.object({ sentences: firefliesSentences() }) }) }),
    (json) => readSentences(json.data.transcript.sentences),
  ),
  layout('fireflies', z.object({ sentences: firefliesSentences() }), (json) => readSentences(json.sentences)),
  layout(
    'whisper',
    z.object({
      text: z.string(),
      segments: z.array(z.object({ text: z.string(), speaker: voice, start: z.number(), end: z.number() })),
    }),
    (json) => json.segments.map((said) => turn(said.speaker, said.start, said.end, 1000, said.text)),
  ),
]

/** Reads the JSON of a transcription service; undefined when its layout is none that is known. */
export const parseVendor = (json: unknown): { format: TranscriptFormat; turns: Turn[] } | undefined => {
  for (const { format, read } of layouts) {
    const turns = read(json)
    if (turns) return { format, turns }
  }
  return undefined
}

function layout<Schema extends z.ZodType>(
  format: TranscriptFormat,
  schema: Schema,
  toTurns: (json: z.infer<Schema>) => Turn[],
): { format: TranscriptFormat; read: (json: unknown) => Turn[] | undefined } {
  return {
    format,
    read: (json) => {
      const parsed = schema.safeParse(json)
      return parsed.success ? toTurns(parsed.data) : undefined
    },
  }
}

/** `unit`: how many milliseconds the service counts as one. */
function turn(
  speaker: z.infer<typeof voice>,
  start: z.infer<typeof time>,
  end: z.infer<typeof time>,
  unit: number,
  text: string,
): Turn {
  const name = typeof speaker === 'number' ? `Speaker ${speaker}` : (speaker ?? null)
  const inMs = (value: z.infer<typeof time>): number | null => (typeof value === 'number' ? value * unit : null)
  return { speaker: name, startMs: inMs(start), endMs: inMs(end), text: text.trim() }
}

function deepgramParagraphs() {
  const sentence = z.object({ text: z.string(), start: time, end: time })
  const paragraph = z.object({ speaker: voice, sentences: z.array(sentence) })
  return z.object({ paragraphs: z.array(paragraph) }).nullish()
}

function readAlternative(
  alternative: { transcript: string; paragraphs?: z.infer<ReturnType<typeof deepgramParagraphs>> } | undefined,
): Turn[] {
  if (!alternative) return []
  if (!alternative.paragraphs) return [turn(null, null, null, 1000, alternative.transcript)]
  return alternative.paragraphs.paragraphs.flatMap(({ speaker, sentences }) =>
    sentences.map((said) => turn(speaker, said.start, said.end, 1000, said.text)),
  )
}

function firefliesSentences() {
  return z.array(z.object({ text: z.string(), speaker_name: z.string().nullish(), start_time: time, end_time: time }))
}

function readSentences(sentences: z.infer<ReturnType<typeof firefliesSentences>>): Turn[] {
  return sentences.map((said) => turn(said.speaker_name, said.start_time, said.end_time, 1000, said.text))
}
