import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectFiles } from '../../../src/cli/input/collect-files.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'))
  mkdirSync(join(folder, 'in', 'deep'), { recursive: true })
  mkdirSync(join(folder, 'empty'))
  for (const name of ['b.vtt', 'a.txt', 'README.md', '.hidden.txt', 'photo.png', 'deep/c.JSON'])
    writeFileSync(join(folder, 'in', name), 'x')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('collectFiles', () => {
  it('finds the transcripts below a folder by name, and nothing else', () => {
    expect(collectFiles(['in'], folder).map((file) => file.label)).toEqual(['in/a.txt', 'in/b.vtt', 'in/deep/c.JSON'])
  })

  it('takes a file that is named whatever its ending, in the order given', () => {
    expect(collectFiles(['in/photo.png', 'in/a.txt'], folder).map((file) => file.label)).toEqual([
      'in/photo.png',
      'in/a.txt',
    ])
  })

  it('says which path does not exist, and which folder holds nothing', () => {
    expect(() => collectFiles(['nowhere'], folder)).toThrow(/"nowhere"/)
    expect(() => collectFiles(['empty'], folder)).toThrow(/"empty" holds no transcript/)
  })
})
