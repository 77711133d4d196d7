import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitMigrations } from '../../../src/storage/backup/fit-migrations.ts'
import { rowsEnd } from '../../../src/storage/backup/format.ts'
import { Lines } from '../../../src/storage/backup/lines.ts'

async function* inPieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0
  for (const to of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    yield bytes.subarray(from, to)
    from = to
  }
}
const linesOf = (text: string, cuts: readonly number[] = []) => {
  const used: Buffer[] = []
  const lines = new Lines(inPieces(Buffer.from(text), cuts), {
    onUsed: (bytes) => void used.push(Buffer.from(bytes)),
    damaged: (how) => new Error(how),
  })
  return { lines, used: () => Buffer.concat(used).toString() }
}
const collect = async (rows: AsyncIterable<Buffer>): Promise<string> => {
  const all: Buffer[] = []
  for await (const some of rows) all.push(Buffer.from(some))
  return Buffer.concat(all).toString()
}

describe('lines of a backup', () => {
  const row = fc.string().map((text) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n'))

  it('are found wherever the bytes are cut into pieces, and every byte is told once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.array(fc.nat(), { maxLength: 20 }), async (rows, cuts) => {
        const body = rows.map((one) => `${one}\n`).join('')
        const text = `TABLE x\n${body}${rowsEnd}SUMS y\n`
        const { lines, used } = linesOf(text, cuts)

        expect(await lines.next()).toBe('TABLE x')
        expect(await collect(lines.until(rowsEnd))).toBe(body)
        expect(await lines.next()).toBe('SUMS y')
        expect(await lines.atEnd()).toBe(true)
        expect(used()).toBe(text)
      }),
    )
  })

  it.each(['', 'a', 'a\n', 'a\n\\', 'a\n\\.'])('that end in the middle of a table are refused: %j', async (rest) => {
    const { lines } = linesOf(`TABLE x\n${rest}`)
    await lines.next()

    await expect(collect(lines.until(rowsEnd))).rejects.toThrow('middle of a table')
  })
})

describe('the migrations of a backup', () => {
  const ours = ['1', '2', '3'].map((name) => ({ name, checksum: `sum of ${name}` }))
  const header = (migrations: { name: string; checksum: string }[]) => ({
    ...{ format: 1, version: '1.2.3', postgres: '18', createdAt: '2026-03-01T00:00:00.000Z', rows: {}, migrations },
  })

  it('say how far the new database is brought first', () => {
    expect(fitMigrations(header(ours.slice(0, 2)), ours)).toEqual({ through: '2' })
    expect(fitMigrations(header(ours), ours)).toEqual({ through: '3' })
  })

  it.each([
    ['a later one', [...ours, { name: '4', checksum: '' }], /has the migration 4, which this version lacks/],
    ['another text', [{ name: '1', checksum: 'other' }], /migration 1 has another text/],
    ['a gap', ours.slice(1), /has the migration 2/],
  ])('with %s are refused', (_, migrations, message) => {
    expect(() => fitMigrations(header(migrations), ours)).toThrow(message)
  })
})
