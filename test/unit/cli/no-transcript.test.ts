import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { loadInput } from '../../../src/cli/input/load-input.ts'

const folder = mkdtempSync(join(tmpdir(), 'throughline-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

const load = (name: string, bytes: Buffer) => {
  writeFileSync(join(folder, name), bytes)
  return loadInput({ cwd: folder, stdin: Readable.from([]) }, [name], {})
}

describe('a file that is no text', () => {
  it.each([
    ['minutes.docx', Buffer.from('PK\u0003\u0004\u0014word/document.xml'), 'Word file'],
    ['bomb.zip', Buffer.from('PK\u0003\u0004'.repeat(1000)), 'archive (zip)'],
    ['minutes.txt', gzipSync(Buffer.alloc(10_000_000)), 'gzip'],
    ['minutes.pdf', Buffer.from('%PDF-1.7 ...'), 'a PDF'],
    ['wide.txt', Buffer.from('\ufeffAna: hi', 'utf16le'), 'no text in UTF-8'],
    ['latin.txt', Buffer.from('Zo\u00e9: hi', 'latin1'), 'no text in UTF-8'],
  ])('%s is refused by what it is, and never unpacked', async (name, bytes, what) => {
    await expect(load(name, bytes)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(what) })
  })

  it('does not keep out what is', async () => {
    expect(await load('good.txt', Buffer.from('\ufeffZo\u00e9: 日本 \u202ehi'))).toHaveLength(1)
  })
})
