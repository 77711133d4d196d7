import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findInjections } from '../../../src/analysis/injection.ts'
import { prepareReading } from '../../../src/analysis/offline/prepare.ts'
import { splitSentences } from '../../../src/analysis/offline/text/sentences.ts'
import { tokenise } from '../../../src/analysis/offline/text/token.ts'
import { findWrittenDate } from '../../../src/analysis/offline/values/written-date.ts'
import { canonicalText } from '../../../src/domain/meeting/canonical-text.ts'
import { nameKey } from '../../../src/domain/name/name.ts'
import { textKey } from '../../../src/domain/observation/text-values.ts'
import { normaliseValue } from '../../../src/domain/observation/values.ts'
import { defaultModel } from '../../../src/domain/tracking-model/default-model.ts'
import { dimensionSchema } from '../../../src/domain/tracking-model/model.ts'
import { parseTranscript } from '../../../src/formats/parse-transcript.ts'
import { readAnswer } from '../../../src/llm/answer/read-answer.ts'
import { meetingContext } from '../../factories/meetings.ts'

/** Stretches that make expressions of each reader begin and fail over and over. */
const hostile = {
  words: 'word ',
  'one word': 'x',
  spaces: ' ',
  dots: '.',
  'initials and dots': 'A.',
  'quotes and stops': '."',
  digits: '1',
  'digits and commas': '1,000,',
  'digits and dots': '1.2.',
  brackets: '([',
  'speaker lines': 'Ana: a\n',
  'blank lines': '\n',
  'times in brackets': '[00:01] ',
  colons: 'a: ',
  tags: '<v A',
  entities: '&amp',
  'cue arrows': '00:01.000 --> ',
  objects: '{"a":[',
  'quotes in objects': '{"a":"\\"',
  apostrophes: "n't'",
  'joined words': 'aB',
  'invisible signs': 'a\u200B',
  'letters spaced out': 'i g n ',
  Base64: 'SGVsbG8g',
  'cue words': 'is done by the end of the ',
  names: 'Seat Map project and ',
  dashes: ' - ',
  accents: 'e\u0301',
}

const number = dimensionSchema.parse({ name: 'n', label: 'N', kind: 'number' })
const money = dimensionSchema.parse({ name: 'n', label: 'N', kind: 'money' })
const segment = (text: string) => ({ index: 0, speaker: 'Ana', role: null, startMs: null, endMs: null, text })
const answer = z.object({ items: z.array(z.string()) })

const readers: Record<string, (text: string) => unknown> = {
  canonicalText,
  tokenise,
  splitSentences,
  nameKey,
  textKey,
  findWrittenDate: (text) => findWrittenDate(text, 20_000),
  'values of numbers and money': (text) => [normaliseValue(number, text, null), normaliseValue(money, text, null)],
  'the scan for orders': (text) => findInjections([segment(text)]),
  'answers of models': (text) => readAnswer(text, answer),
  'transcripts of all formats': (text) => {
    for (const opening of [
      '',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n',
      '1\n00:00:01,000 --> 00:00:02,000\n',
      '[{"text":"',
    ])
      try {
        parseTranscript({ body: opening + text })
      } catch {
        // Refused is fine; how long it takes is what is asked here.
      }
  },
  'the offline analyst': (text) =>
    prepareReading(meetingContext(), defaultModel, [], [segment(text.slice(0, text.length / 8))]).observations(),
}

/** Milliseconds of processor time, so that what else runs on the machine hardly counts. */
const cost = (work: () => unknown): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const size = 10_000
/** Below it, a collection of garbage decides. */
const noticeable = 100
/** Of four times the text. What grows with the square takes sixteen times as long. */
const mostTimes = 8

describe.each(Object.entries(readers))('%s', (_reader, read) => {
  it('take time in proportion to the text, whatever is repeated in it', () => {
    const slow = Object.entries(hostile).flatMap(([what, piece]) => {
      const textOf = (length: number): string => `a${piece.repeat(Math.ceil(length / piece.length))}!`
      const ratio = (): number => {
        const large = cost(() => read(textOf(4 * size)))
        return large < noticeable ? 1 : large / cost(() => read(textOf(size)))
      }
      // What is slow by chance is not so three times in a row.
      const least = ratio() <= mostTimes ? 1 : Math.min(ratio(), ratio())
      return least > mostTimes ? [`${what}: ${least.toFixed(1)} times as long`] : []
    })
    expect(slow).toEqual([])
  }, 120_000)
})
