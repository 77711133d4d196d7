import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor, pageOf } from '../../../src/usecases/page.ts'

const toItem = (row: number) => row * 10
const placeOf = (row: number) => [row]

describe('a page', () => {
  it('tells where to go on only when there is a row more than was asked for', () => {
    expect(pageOf([1, 2], 2, toItem, placeOf)).toEqual({ items: [10, 20], nextCursor: null })
    const page = pageOf([1, 2, 3], 2, toItem, placeOf)
    expect(page.items).toEqual([10, 20])
    expect(decodeCursor(page.nextCursor ?? '', z.tuple([z.int()]))).toEqual([2])
  })

  it.each(['', '%%%', encodeCursor(['x']), encodeCursor([1, 2]), encodeCursor({} as never)])(
    'refuses a cursor that it did not give out: %j',
    (cursor) => {
      expect(() => decodeCursor(cursor, z.tuple([z.int()]))).toThrow(
        expect.objectContaining({
          code: 'invalid_request',
          details: [expect.objectContaining({ path: 'query.cursor' })],
        }),
      )
    },
  )
})
