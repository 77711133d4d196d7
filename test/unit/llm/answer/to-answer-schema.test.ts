import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toAnswerSchema } from '../../../../src/llm/answer/to-answer-schema.ts'

const schemaOf = (schema: z.ZodType) => toAnswerSchema('answer', schema).json

describe('the schema of an answer', () => {
  it('requires every field and allows no other, at every depth', () => {
    expect(schemaOf(z.object({ list: z.array(z.object({ id: z.int(), who: z.string().nullable() })) }))).toEqual({
      type: 'object',
      properties: {
        list: {
          type: 'array',
          items: {
            type: 'object',
            properties: { id: { type: 'integer' }, who: { type: ['string', 'null'] } },
            required: ['id', 'who'],
            additionalProperties: false,
          },
        },
      },
      required: ['list'],
      additionalProperties: false,
    })
  })

  it('says limits in words, with what the field is for', () => {
    const json = schemaOf(
      z.object({
        why: z.string().max(200).describe('The reason'),
        list: z.array(z.string()).min(1).max(3),
        n: z.number().min(0).max(1),
      }),
    )

    expect(json.properties).toEqual({
      why: { type: 'string', description: 'The reason (at most 200 characters)' },
      list: { type: 'array', items: { type: 'string' }, description: '(at least 1, at most 3 items)' },
      n: { type: 'number', description: '(at least 0, at most 1)' },
    })
  })

  it('writes choices and variants in the only way that all providers know', () => {
    const json = schemaOf(
      z.object({
        v: z.literal('x'),
        u: z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
      }),
    )

    expect(json.properties).toMatchObject({
      v: { enum: ['x'] },
      u: { anyOf: [{ type: 'object' }, { type: 'object' }] },
    })
    expect(JSON.stringify(json)).not.toMatch(/oneOf|const/)
  })

  it('leaves out a list of choices that is longer than providers take', () => {
    const many = Array.from({ length: 300 }, (_, index) => `choice ${index}`)

    expect(schemaOf(z.object({ a: z.enum(many), b: z.enum(['x']) })).properties).toEqual({
      a: { type: 'string' },
      b: { type: 'string', enum: ['x'] },
    })
  })

  it.each([
    ['an optional field', z.object({ a: z.object({ b: z.string().optional() }) }), 'a.b: is optional'],
    ['a default', z.object({ a: z.string().default('x') }), 'a: is default'],
    ['a union at the root', z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]), 'the root'],
    ['a list at the root', z.array(z.string()), 'the root'],
    ['a transform', z.object({ a: z.string().transform((text) => text.length) }), 'Transforms'],
    ['a date', z.object({ a: z.date() }), 'Date'],
    ['a record', z.object({ a: z.record(z.string(), z.string()) }), 'the root.a'],
    ['a tuple', z.object({ a: z.tuple([z.string(), z.string()]) }), 'the root.a'],
  ])('refuses %s', (_, schema, where) => {
    expect(() => schemaOf(schema)).toThrow(where)
    expect(() => schemaOf(schema)).toThrow('answer schema answer')
  })

  it('refuses a name that providers do not take', () => {
    expect(() => toAnswerSchema('two words', z.object({}))).toThrow('two words')
  })
})
