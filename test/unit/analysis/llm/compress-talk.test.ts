import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compressTalk } from '../../../../src/analysis/llm/compress-talk.ts'
import { createLlmReader } from '../../../../src/analysis/llm/llm-reader.ts'
import { createQuoteLocator } from '../../../../src/analysis/locate-quote.ts'
import { spokenWords } from '../../../../src/analysis/spoken-words.ts'
import { analysisContext } from '../../../factories/analysis.ts'
import { segmentsOf } from '../../../factories/meetings.ts'
import { createFakeGateway } from '../../../support/fake-gateway.ts'
import { observationsAnswer, orchardChunk } from './support.ts'

/** Talk as it is recognised from a call, written for this test. */
const talk = [
  'Ana: Hi everyone!',
  'Ben: Good morning.',
  'Ana: Um, so, the the east berth, uh, takes ships again, I I think since, er, Monday.',
  'Ben: Is it is it really open?',
  'Ana: Yes.',
  'Ben: Okay.',
  'Cara: W- we do not, hmm, not have the b-b-buoys yet, no no.',
  'Dan: Can you hear me?',
  'Ben: Thanks.',
  'Ana: And, um, the crane is, uh, at at twenty twenty percent, very very slow, you know.',
  'Ana: Bye.',
]
const compress = (lines: readonly string[], language: string | null = 'en') =>
  compressTalk(segmentsOf(...lines), language)

describe('talk that is put to a model', () => {
  it('loses its sounds, slips and courtesies, and keeps its numbers and what may be an answer', () => {
    const { segments, tokensBefore, tokensAfter } = compress(talk)

    expect(segments.map(({ index, text }) => `${index} ${text}`)).toEqual([
      '2 so, the east berth, takes ships again, I think since, Monday.',
      '3 Is it is it really open?',
      '4 Yes.',
      '5 Okay.',
      '6 we do not, not have the buoys yet, no no.',
      '8 Thanks.',
      '9 And, the crane is, at twenty twenty percent, very very slow, you know.',
    ])
    expect(tokensAfter / tokensBefore).toBeLessThan(0.8)
  })

  it('keeps every other word, and what is quoted from it is found in what was said', () => {
    const word = fc.constantFrom(
      'um',
      'the',
      'the',
      'not',
      'no',
      'berth',
      'Ana',
      'at',
      '20',
      'uh',
      'is',
      'open',
      'if',
      'w-',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 25 }), (words) => {
        const said = `${words.join(' ')}.`
        const [segment] = compress([`Ana: ${said}`]).segments
        const telling = (text: string) => spokenWords(text).flatMap((one) => (one.noise ? [] : [one.word]))

        if (telling(said).length === 0) return
        expect(telling(segment?.text ?? '')).toEqual(telling(said))
        expect(createQuoteLocator(said)(segment?.text ?? '')).not.toBeNull()
      }),
      { numRuns: 1000 },
    )
  })

  it('names who speaks once, until somebody else does, and says what stands for the name', async () => {
    const lines = ['Ana Ruiz: One.', 'Ana Ruiz: Two.', 'Ben: Three.', 'Ana Ruiz: Four.', ': Notes', ': More']
    const fake = createFakeGateway(() => observationsAnswer([], []))

    const { segments } = compress(lines)
    await createLlmReader({ ...fake, compress: true }).readObservations(orchardChunk(lines), analysisContext())
    await createLlmReader(fake).readObservations(orchardChunk(lines), analysisContext())

    expect(segments.map((segment) => segment.speaker)).toEqual(['Ana Ruiz', '″', 'Ben', 'Ana Ruiz', null, null])
    expect(fake.asked[0]?.user).toContain('The part to read (″ is the speaker of the line above):')
    expect(fake.asked[0]?.user).toContain('[1] ″: Two.')
    expect(fake.asked[1]?.user).toContain('The part to read:\n')
  })

  it('stays as it is in another language, and when nothing would be left of it', () => {
    expect(compress(['Ana: Er kommt um drei.'], 'de').segments[0]?.text).toBe('Er kommt um drei.')
    expect(compress(['Ana: Hello.', 'Ben: Um.']).segments).toHaveLength(2)
  })

  it('is cited as it was said, though the model saw less', async () => {
    const quote = 'the North Slope is picked'
    const fake = createFakeGateway(() => observationsAnswer([{ quote }]))
    const input = orchardChunk(['Ana Ruiz: Um, the the North Slope, uh, is picked.'])

    const { observations } = await createLlmReader({ ...fake, compress: true }).readObservations(
      input,
      analysisContext(),
    )

    expect(fake.asked[0]?.user).toContain('[0] Ana Ruiz: the North Slope, is picked.')
    expect(observations.map((one) => one.quote)).toEqual(['the North Slope, uh, is picked'])
  })
})
