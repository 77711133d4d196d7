import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseTranscript } from '../../src/formats/parse-transcript.ts'
import { readJson } from '../datasets/read-lines.ts'

type Expected = Partial<{
  cues: number
  segments: number
  messages: number
  utterances: number
  speakers: string[]
  firstText: string
  lastText: string
}>

/** A file of a recorder or service, what was read of it, and where that differs from its manifest. */
export type CheckedFile = { file: string; format: string; segments: number; speakers: number; differences: string[] }

/** Parses every file of a manifest as a submission would be. */
export const checkFormats = (manifest: string): CheckedFile[] =>
  readJson<{ file: string; format: string; expected: Expected }[]>(manifest).map(({ file, format, expected }) => {
    try {
      const { segments } = parseTranscript({ body: readFileSync(join(dirname(manifest), file), 'utf8') })
      const speakers = new Set(segments.flatMap(({ speaker }) => speaker ?? []))
      return {
        file,
        format,
        segments: segments.length,
        speakers: speakers.size,
        differences: compare(segments, expected),
      }
    } catch (error) {
      return { file, format, segments: 0, speakers: 0, differences: [`not read: ${String(error)}`] }
    }
  })

function compare(segments: readonly { speaker: string | null; text: string }[], expected: Expected): string[] {
  const count = expected.cues ?? expected.segments ?? expected.messages ?? expected.utterances
  const speakers = [...new Set(segments.flatMap(({ speaker }) => speaker ?? []))].sort()
  const wanted = [...(expected.speakers ?? [])].sort()
  return [
    // A service that found no utterances still gives words: those are at least one segment.
    ...(count && count !== segments.length ? [`${segments.length} segments instead of ${count}`] : []),
    ...(wanted.length > 0 && wanted.join() !== speakers.join() ? [`speakers ${speakers.join(', ')}`] : []),
    ...differs('first', segments.at(0)?.text, expected.firstText),
    ...differs('last', segments.at(-1)?.text, expected.lastText),
  ]
}

const differs = (which: string, text: string | undefined, expected: string | undefined): string[] =>
  expected === undefined || text === expected ? [] : [`${which} text "${text?.slice(0, 60) ?? ''}"`]
