import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { promptsType } from '../model-types.ts'
import { renderPrompts } from '../render/model-list.ts'
import { tableFooter } from '../render/table.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, newCommand } from './global-options.ts'

export const promptsCommand = (deps: CliDeps): Command =>
  newCommand('prompts', 'every version of every prompt: scores, use, and how often users put it right')
    .option('--task <task>', 'only this task')
    .option('--from <when>', 'use and corrections from this day on', dayOrInstant)
    .option('--to <when>', 'use and corrections up to this day', dayOrInstant)
    .action(async (options: { task?: string; from?: string; to?: string }, command: Command) => {
      const { client, out } = openSession(deps, command)
      const { items } = await client.get('/v1/prompts', promptsType, options)
      for (const prompt of items) out.emit(prompt)
      if (items.length > 0) out.print(`${renderPrompts(items, out)}\n`)
      out.print(tableFooter(items.length, 'version', 'versions', out))
    })
