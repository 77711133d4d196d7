import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { importedType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { counted } from '../render/layout.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

const batchSize = 500

export const importCommand = (deps: CliDeps): Command =>
  newCommand('import', 'bring things that are known already: types, names, aliases, states')
    .argument('<file>', 'a JSON array, {"entities": […]}, or one entity per line (.jsonl)')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      const entities = parseEntities(file, await read(resolve(deps.cwd, file)))
      for (let from = 0; from < entities.length; from += batchSize) {
        const batch = { entities: entities.slice(from, from + batchSize) }
        const answer = await client.post('/v1/entities/import', importedType, { body: batch })
        for (const entity of answer.entities) out.emit(entity)
      }
      out.print(`imported ${counted(entities.length, 'entity', 'entities')}`)
    })

const read = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw usageError(`${path} cannot be read: ${(error as Error).message}`)
  }
}

/** Pure: the entities of a file, whichever of the three shapes it has. */
const parseEntities = (file: string, content: string): unknown[] => {
  try {
    if (/\.(jsonl|ndjson)$/i.test(file))
      return content
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown)
    const value: unknown = JSON.parse(content)
    const list = Array.isArray(value) ? value : (value as { entities?: unknown }).entities
    if (Array.isArray(list)) return list
  } catch (error) {
    throw usageError(`${file} is not JSON: ${(error as Error).message}`)
  }
  throw usageError(`${file} holds no entities: a JSON array, or {"entities": […]}, is needed.`)
}
