import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const linesOf = (folders: readonly string[]): { file: string; lines: number }[] =>
  folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /\.(?:ts|mjs|tsx)$/.test(file) && !file.startsWith(join('src', 'storage', 'generated')))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .sort((a, b) => b.lines - a.lines)

const product = linesOf(['src', 'queues', 'processors'])

describe('files of the product', () => {
  it('are short: half of them have fewer than 80 lines', () => {
    expect(product[Math.floor(product.length / 2)]?.lines).toBeLessThan(80)
  })

  it('never have more than 350 lines', () => {
    expect(product.filter(({ lines }) => lines > 350)).toEqual([])
  })
})

describe('files of tests', () => {
  it('never have more than 400 lines', () => {
    expect(linesOf(['test']).filter(({ lines }) => lines > 400)).toEqual([])
  })
})
