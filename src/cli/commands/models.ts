import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { catalogueType, routesType } from '../model-types.ts'
import { renderModels, renderRoute } from '../render/model-list.ts'
import { tableFooter } from '../render/table.ts'
import { openSession } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'
import { trackingModelCommands } from './tracking-model.ts'

export const modelsCommand = (deps: CliDeps): Command => {
  const models = newCommand(
    'models',
    'the language models that may be asked; the tracking model (validate, try, push, pull)',
  )
  models.addCommand(listCommand(deps), { isDefault: true })
  for (const command of trackingModelCommands(deps)) models.addCommand(command)
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
