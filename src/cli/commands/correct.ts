import type { Command } from 'commander'
import { recordedType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { openSession } from '../session.ts'
import { entityCommand } from './entity-command.ts'
import { dayOrInstant } from './global-options.ts'

type Options = { type?: string; at?: string; note?: string; add?: boolean; resolve?: boolean; veto?: string }

export const correctCommand = (deps: CliDeps): Command =>
  entityCommand('correct', 'say what is true, or that what a meeting said does not count')
    .argument('<dimension>', 'such as status or due_date')
    .argument('[value]', 'what it is; for --resolve what is no longer open (all without it)')
    .option('--at <when>', 'since when; otherwise since now', dayOrInstant)
    .option('--add', 'add the value, where many hold at once')
    .option('--resolve', 'take the value away, where many hold at once')
    .option('--veto <meeting>', 'what this meeting said about the dimension does not count')
    .option('--note <text>', 'why; kept with the fact')
    .action(async (name: string, dimension: string, value: string | undefined, options: Options, command: Command) => {
      const session = openSession(deps, command)
      const { client, out } = session
      const body = toBody(dimension, value, options)
      const entity = await findEntity(session, name, options.type)
      const recorded = await client.post(`/v1/entities/${entity.id}/correct`, recordedType, { body })
      out.emit(recorded)
      out.print(`recorded; undo with: withdraw ${recorded.factIds.join(' ')}`)
    })

const toBody = (dimension: string, value: string | undefined, options: Options): Record<string, unknown> => {
  const { note, at, veto } = options
  if (veto !== undefined) return { kind: 'veto', dimension, meetingId: veto, note }
  if (options.add && options.resolve) throw usageError('--add and --resolve exclude each other.')
  if (value === undefined && !options.resolve)
    throw usageError('Which value? Only --resolve and --veto can do without.')
  const op = options.add ? 'add' : options.resolve ? 'resolve' : 'set'
  return { kind: 'assert', dimension, op, value: value ?? null, at, note }
}
