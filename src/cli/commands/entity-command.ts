import type { Command } from 'commander'
import { newCommand } from './global-options.ts'

/** A subcommand on one thing, which the user names; `--type` decides where several things go by that name. */
export const entityCommand = (name: string, description: string): Command =>
  newCommand(name, description)
    .argument('<entity>', 'its name, an alias, or its id')
    .option('--type <type>', 'type of the entity, when the name alone is not clear')
