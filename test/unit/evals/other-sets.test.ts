import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLines } from '../../../evals/datasets/read-lines.ts'
import { readOtherSets } from '../../../evals/datasets/read-other-sets.ts'
import { citeByWords } from '../../../evals/grounding/cite-by-words.ts'
import { type QuestionedMeeting, scoreGrounding } from '../../../evals/grounding/score-grounding.ts'
import { otherSections } from '../../../evals/quality/other-sections.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-eval-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const meeting: QuestionedMeeting = {
  id: 'ferry',
  segments: Array.from({ length: 30 }, (_, index) => ({ text: index === 20 ? 'the gangway rusts' : 'weather again' })),
  questions: [
    { question: 'What rusts, the gangway?', spans: [[14, 22]] },
    { question: 'Who sings?', spans: [[0, 2]] },
    { question: 'Anything else?', spans: null },
  ],
}

describe('citations', () => {
  it('hit when a cited segment lies in a span; what is not answered is wrong, what has no span is not asked', () => {
    const cited = [{ meetingId: 'ferry', question: 'What rusts, the gangway?', segments: [3, 20] }]

    expect(scoreGrounding([meeting], cited)).toEqual({
      ...{ questions: 2, answered: 1, hitAt1: 0, hitAt5: 0.5, citedPrecision: 0.25, spanRecall: 0.5 },
    })
  })

  it('by words alone find the talk that shares them', () => {
    expect(citeByWords(meeting)[0]?.segments[0]).toBe(18)
  })
})

describe('files of recorders', () => {
  it('are checked against their manifest, and what differs is told', () => {
    writeFileSync(join(folder, 'a.txt'), 'Ines: Hello.\nTom: Good morning.\n')
    const expected = { segments: 3, speakers: ['Ines', 'Tom'], firstText: 'Hello.' }
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify([{ file: 'a.txt', format: 'lines', expected }]))

    const others = readOtherSets(folder)

    expect(others.formats).toMatchObject([{ file: 'a.txt', speakers: 2, differences: ['2 segments instead of 3'] }])
    expect(otherSections(others)).toContain('2 segments instead of 3')
  })
})

/** The labelled sets and their published scorers live outside the repository; without them there is nothing to compare with. */
const data = resolve(process.env.THROUGHLINE_DATA ?? '../shared/data')
const published = join(data, 'scoring/score_grounding.mjs')
const suite = existsSync(published) ? describe : describe.skip

suite('the published scorer', () => {
  it('gives the same figures', () => {
    const file = join(data, 'qmsum/meetings.jsonl.gz')
    const meetings = readLines<QuestionedMeeting>(file)
    const citations = meetings.flatMap(citeByWords).filter((_, index) => index % 7 > 0)
    const predictions = join(folder, 'citations.jsonl')
    writeFileSync(predictions, citations.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const said = execFileSync('node', [published, '--meetings', file, '--pred', predictions], { encoding: 'utf8' })

    const { questions, answered, ...shares } = scoreGrounding(meetings, citations)

    const figures = [...said.matchAll(/([\d.]+)%/g)].map((match) => Number(match[1]))
    expect(said).toContain(`questions with spans ${questions}, answered ${answered}`)
    expect(Object.values(shares).map((share) => Number((100 * share).toFixed(1)))).toEqual(figures)
  })
})
