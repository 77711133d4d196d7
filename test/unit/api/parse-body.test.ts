import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseBody } from '../../../src/api/parse-body.ts'

const schema = z
  .strictObject({
    title: z.string(),
    said: z
      .array(z.strictObject({ text: z.string().trim() }))
      .max(20_000)
      .optional(),
    free: z.array(z.string()).default([]),
  })
  .refine(({ title }) => title !== 'refused', 'is refused')
const entries = (count: number) => Array.from({ length: count }, (_, index) => ({ text: ` ${index} ` }))
const detailsOf = (body: unknown) =>
  parseBody(schema, body).then(
    () => [],
    (error: { details: { path: string; message: string }[] }) => error.details,
  )

describe('a body with a long list', () => {
  it('is read as it would be at once, entry by entry in order', async () => {
    for (const count of [1_024, 1_025, 12_345, 20_000]) {
      const body = { title: 'Long', said: entries(count), free: ['a'] }
      expect(await parseBody(schema, body)).toEqual(schema.parse(body))
    }
  })

  it('names the entry that is wrong by its place, wherever it stands', async () => {
    const said: unknown[] = entries(15_000)
    said[14_999] = { text: 'x', more: 1 }
    said[9_000] = { text: 5 }

    expect(await detailsOf({ title: 'Long', said })).toEqual([
      { path: 'said.9000.text', message: expect.stringContaining('expected string') },
    ])
    said[9_000] = { text: 'half \ud83d' }
    expect((await detailsOf({ title: 'Long', said }))[0]?.path).toBe('said.9000.text')
  })

  it('is refused by its length, by its other fields and by the schema as a whole', async () => {
    expect((await detailsOf({ title: 'Long', said: entries(20_001) }))[0]?.path).toBe('said')
    expect((await detailsOf({ said: entries(5_000) }))[0]?.path).toBe('title')
    expect((await detailsOf({ title: 'refused', said: entries(5_000) }))[0]?.message).toBe('is refused')
  })

  it('that is wrong all over is looked at no further than its first piece, and gives way in between', async () => {
    let looks = 0
    const counting = z.object({ list: z.array(z.unknown().refine(() => ++looks > 0)) })
    let others = 0
    const timer = setInterval(() => (others += 1), 0)
    await parseBody(counting, { list: Array.from({ length: 50_000 }, () => 0) })
    clearInterval(timer)
    const seen = looks
    looks = 0
    const refusing = z.object({ list: z.array(z.unknown().refine(() => ++looks < 0)) })
    await parseBody(refusing, { list: Array.from({ length: 50_000 }, () => 0) }).catch(() => undefined)

    expect(seen).toBe(50_000)
    expect(looks).toBeLessThanOrEqual(1_024)
    expect(others).toBeGreaterThan(0)
  })
})
