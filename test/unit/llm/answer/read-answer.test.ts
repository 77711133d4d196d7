import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAnswer } from '../../../../src/llm/answer/read-answer.ts'

const shape = z.object({
  items: z.array(
    z.object({
      id: z.int(),
      owner: z.string().nullable(),
      kind: z.enum(['to_do', 'done']),
      confidence: z.number().min(0).max(1),
    }),
  ),
  note: z.string(),
})
const answer = { items: [{ id: 1, owner: 'Ana', kind: 'to_do', confidence: 0.5 }], note: 'two {braces} and "quotes"' }
const good = JSON.stringify(answer)
const read = (text: string) => readAnswer(text, shape)

describe('an answer that is read', () => {
  it('is taken as it is', () => {
    expect(read(good)).toEqual({ value: answer, repaired: false })
    expect(read(`\uFEFF \n${good}\n`)).toEqual({ value: answer, repaired: false })
  })

  it.each([
    ['a fence', `\`\`\`json\n${good}\n\`\`\``],
    ['a fence without an end', `\`\`\`json\n${good}`],
    ['prose around it', `Here is the {requested} answer:\n${good}\nI hope that {it} helps!`],
    ['prose with an open brace before a fence', `As a set { a, b:\n\`\`\`\n${good}\n\`\`\``],
    [
      'single quotes',
      `{'items':[{'id':1,'owner':'Ana','kind':'to_do','confidence':0.5}],'note':'two {braces} and "quotes"'}`,
    ],
    ['trailing commas', good.replace('0.5}]', '0.5,},]').replace(/}$/, ',}')],
    ['comments', good.replace('"note"', '/* as asked */ "note"')],
    ['names without quotes', good.replace('"note"', 'note')],
    ['unescaped quotes in a text', good.replaceAll('\\"', '"')],
    ['line breaks of a text left as they are', good.replace('two ', 'two ').replace('Ana', 'Ana')],
    ['an array around it', `[${good}]`],
    ['a choice in other letters', good.replace('to_do', 'To Do')],
    ['a number written as text', good.replace('0.5', '"0.5"')],
  ])('despite %s', (_, text) => {
    expect(read(text)).toMatchObject({ value: answer })
  })

  it('says that it was repaired', () => {
    expect(read(`\`\`\`json\n${good}\n\`\`\``)).toMatchObject({ repaired: true })
    expect(read(good.replace('to_do', 'TO-DO'))).toMatchObject({ repaired: true })
  })

  it('despite literals of Python', () => {
    expect(read(good.replace('"Ana"', 'None'))).toMatchObject({ value: { items: [{ owner: null }] } })
  })

  it('without what cannot be stored: NUL and halves of characters', () => {
    const text = good.replace('two {braces}', String.raw`a\u0000b \ud83d c \ude00 \ud83d\ude00`)

    expect(read(text)).toMatchObject({ value: { note: 'a\uFFFDb \uFFFD c \uFFFD \u{1F600} and "quotes"' } })
  })

  it('despite being written down twice', () => {
    expect(read(JSON.stringify(good))).toMatchObject({ value: answer })
  })

  it('with null for a field that may be null and was left out', () => {
    expect(read(good.replace('"owner":"Ana",', ''))).toMatchObject({ value: { items: [{ owner: null }] } })
  })

  it('without fields that nobody asked for', () => {
    expect(read(good.replace('"note"', '"mood":"fine","note"'))).toEqual({ value: answer, repaired: false })
  })

  it('after thoughts, and after a draft: the last of several counts', () => {
    expect(read(`<think>maybe { or "</think>${good}`)).toMatchObject({ value: answer })
    expect(read(`${good.replace('Ana', 'Ben')}\nOr rather:\n${good}`)).toMatchObject({ value: answer })
  })
})

describe('an answer that is not read', () => {
  it.each([
    ['is empty', '', 'the answer is empty'],
    ['is only a fence', '```json\n```', 'no JSON object was found'],
    ['is prose', 'I cannot help with that.', 'no JSON object was found'],
    ['is null', 'null', 'the answer: must be an object'],
    ['has a wrong choice', good.replace('to_do', 'canary'), 'items[0].kind: must be one of "to_do", "done"'],
    ['lacks a field', good.replace('"confidence":0.5', '"x":1'), 'items[0].confidence: must be a number'],
    ['has a field of another type', good.replace('"Ana"', '[1]'), 'items[0].owner: must be a string'],
    ['is out of bounds', good.replace('0.5', '5'), 'items[0].confidence: must be at most 1'],
  ])('because it %s', (_, text, problem) => {
    expect(read(text)).toEqual({ problems: [problem] })
  })

  it('is never completed where it was cut off, wherever that was', () => {
    for (let length = 1; length < good.length; length += 1)
      expect(read(good.slice(0, length))).toEqual({ problems: ['the answer ends before its JSON does'] })
  })

  it('does not come back in its problems', () => {
    const words = fc.string({ minLength: 12, unit: fc.constantFrom('k', 'q', 'x', 'z') })
    fc.assert(
      fc.property(words, (canary) => {
        const text = JSON.stringify({ items: [{ [canary]: canary, id: canary, kind: canary }], [canary]: [canary] })

        expect(JSON.stringify(read(text))).not.toContain(canary)
      }),
    )
  })

  it('names at most a few problems', () => {
    const many = { items: Array.from({ length: 50 }, () => ({})), note: '' }
    const result = read(JSON.stringify(many))

    expect('problems' in result && result.problems.length).toBe(9)
  })

  it.each([
    ['nested', `{"items":${'['.repeat(100_000)}${']'.repeat(100_000)},"note":""}`],
    ['full of braces', '{'.repeat(1_000_000)],
    ['full of quotes', '"{'.repeat(500_000)],
    ['full of fences', '```'.repeat(300_000)],
  ])('is given up on quickly when it is %s', (_, text) => {
    const started = performance.now()

    expect(read(text)).toHaveProperty('problems')
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
