import { readdirSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { usageError } from '../errors.ts'

const readable: ReadonlySet<string> = new Set(['.txt', '.md', '.vtt', '.srt', '.json', '.jsonl', '.ndjson'])

export type InputFile = { path: string; label: string }

/** The files behind the arguments, in the order given; a folder stands for the transcripts below it, by name. */
export const collectFiles = (paths: readonly string[], cwd: string): InputFile[] =>
  paths.flatMap((path) => {
    const absolute = resolve(cwd, path)
    const stat = statSync(absolute, { throwIfNoEntry: false })
    if (!stat) throw usageError(`There is no file or folder "${path}".`)
    if (!stat.isDirectory()) return [{ path: absolute, label: path }]
    const found = walk(absolute)
    if (found.length === 0) throw usageError(`The folder "${path}" holds no transcript (${[...readable].join(', ')}).`)
    return found.map((file) => ({ path: file, label: join(path, relative(absolute, file)) }))
  })

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !/^readme\b/i.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return walk(path)
      return entry.isFile() && readable.has(extname(entry.name).toLowerCase()) ? [path] : []
    })
