import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'

/** Real exports of recorders and services; they are not ours to ship, so the tests read them where they are, if at all. */
const folder = join(process.env.THROUGHLINE_DATA ?? '../shared/data', 'formats')
const manifest = join(folder, 'manifest.json')

type Expected = {
  cues?: number
  segments?: number
  messages?: number
  utterances?: number
  speakers?: string[]
  firstStart?: number | null
  lastEnd?: number | null
  firstText?: string
  lastText?: string
  text?: string
}

const files: { file: string; expected: Expected }[] = existsSync(manifest)
  ? JSON.parse(readFileSync(manifest, 'utf8'))
  : []

describe('exports of recorders and services', () => {
  it('are at hand', ({ skip }) => {
    skip(files.length === 0, `set THROUGHLINE_DATA to the folder that holds formats/manifest.json (not ${folder})`)
    expect(files.length).toBeGreaterThan(0)
  })

  it.each(files)('reads $file as its manifest says', ({ file, expected }) => {
    const { segments } = parseTranscript({ body: readFileSync(join(folder, file), 'utf8') })

    // A service that found no utterances still gives words: those are at least one segment.
    const count = expected.cues ?? expected.segments ?? expected.messages ?? expected.utterances
    if (count) expect(segments).toHaveLength(count)
    else expect(segments.length).toBeGreaterThan(0)
    if (expected.speakers?.length)
      expect([...new Set(segments.map((segment) => segment.speaker))].sort()).toEqual([...expected.speakers].sort())
    if (expected.firstStart !== undefined) expect(segments[0]?.startMs ?? null).toBe(inMs(expected.firstStart))
    if (expected.lastEnd !== undefined) expect(segments.at(-1)?.endMs ?? null).toBe(inMs(expected.lastEnd))
    if (expected.firstText !== undefined) expect(segments[0]?.text).toBe(expected.firstText)
    if (expected.lastText !== undefined) expect(segments.at(-1)?.text).toBe(expected.lastText)
    if (expected.text !== undefined)
      expect(segments.map((segment) => segment.text).join(' ')).toContain(expected.text.slice(0, 40))
  })
})

function inMs(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000)
}
