import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { GradedSurface } from '../resolution/tally-surfaces.ts'
import { readLines } from './read-lines.ts'

/** Labelled spellings in a folder of labelled sets, or in one of them, with the folder that has them. */
export const findSurfaces = (folder: string): { folder: string; surfaces: GradedSurface[] } | null => {
  for (const candidate of [folder, join(folder, 'tc39')]) {
    const file = join(candidate, 'surface-forms.jsonl')
    if (existsSync(file)) return { folder: candidate, surfaces: readLines<GradedSurface>(file) }
  }
  return null
}
