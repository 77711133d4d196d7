import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { z } from 'zod'
import { type TrackingModel, trackingModelSchema } from '../../domain/tracking-model/model.ts'
import { modelVersionType, storedModelType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { catalogueType, routesType } from '../model-types.ts'
import { counted } from '../render/layout.ts'
import { renderModels, renderRoute } from '../render/model-list.ts'
import { tableFooter } from '../render/table.ts'
import { openSession } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

export const modelsCommand = (deps: CliDeps): Command => {
  const models = newCommand(
    'models',
    'the language models that may be asked; the tracking model (validate, push, pull)',
  )
  models.addCommand(listCommand(deps), { isDefault: true })
  models.addCommand(
    newCommand('validate', 'check a file without sending it')
      .argument('<file>', 'the tracking model as JSON')
      .action(async (file: string, _options: unknown, command: Command) => {
        const { out } = openSession(deps, command)
        const model = await load(deps, file)
        out.emit({ valid: true, name: model.name, types: model.types.length, dimensions: model.dimensions.length })
        const size = `${counted(model.types.length, 'type')}, ${counted(model.dimensions.length, 'dimension')}`
        out.print(`${model.label}: ${size}, valid`)
      }),
  )
  models.addCommand(
    newCommand('push', 'use this tracking model from now on')
      .argument('<file>', 'the tracking model as JSON')
      .action(async (file: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const stored = await client.post('/v1/tracking-models', storedModelType, { body: await load(deps, file) })
        out.emit(stored)
        const folding = stored.runId ? `; the record is folded again in run ${stored.runId}` : ''
        out.print(
          stored.changed ? `stored as version ${stored.version}${folding}` : `version ${stored.version} is the same`,
        )
      }),
  )
  models.addCommand(
    newCommand('pull', 'print the tracking model as JSON')
      .argument('[version]', 'number of the version; otherwise the current one', 'current')
      .action(async (version: string, _options: unknown, command: Command) => {
        const { client, out } = openSession(deps, command)
        const stored = await client.get(`/v1/tracking-models/${version}`, modelVersionType)
        out.emit(stored.model)
        out.print(JSON.stringify(stored.model, null, 2))
      }),
  )
  return models
}

const listCommand = (deps: CliDeps): Command =>
  newCommand('list', 'the language models that may be asked, with prices')
    .option('--explain <task>', 'for this task: which are asked in which order, which not, and why')
    .option('--tokens <n>', 'with --explain: for a question of this length', positiveInteger)
    .action(async ({ explain, tokens }: { explain?: string; tokens?: number }, command: Command) => {
      const { client, out } = openSession(deps, command)
      if (explain !== undefined) {
        const { items } = await client.get('/v1/models/routes', routesType, { task: explain, tokens })
        for (const route of items) out.emit(route)
        out.print(items.map((route) => renderRoute(route, out)).join('\n\n'))
        return
      }
      const catalogue = await client.get('/v1/models', catalogueType)
      out.emit(catalogue)
      if (catalogue.models.length > 0) out.print(`${renderModels(catalogue.models, out)}\n`)
      out.print(catalogue.detail ?? tableFooter(catalogue.models.length, 'model', 'models', out))
    })

const load = async (deps: CliDeps, file: string): Promise<TrackingModel> => {
  let value: unknown
  try {
    value = JSON.parse(await readFile(resolve(deps.cwd, file), 'utf8'))
  } catch (error) {
    throw usageError(`${file} cannot be read as JSON: ${(error as Error).message}`)
  }
  const parsed = trackingModelSchema.safeParse(value)
  if (!parsed.success) throw usageError(`${file} is no valid tracking model:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
