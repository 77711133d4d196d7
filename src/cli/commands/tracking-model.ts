import type { Command } from 'commander'
import { modelVersionType, storedModelType } from '../api-types.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { loadInput } from '../input/load-input.ts'
import { loadTrackingModel } from '../input/load-tracking-model.ts'
import { counted } from '../render/layout.ts'
import { renderTrial } from '../render/trial.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

const fileHelp = 'the tracking model as JSON or YAML'

/** What `models` does with tracking models: check one, try it on transcripts, use it, print it. */
export const trackingModelCommands = (deps: CliDeps): Command[] => [
  validateCommand(deps),
  tryCommand(deps),
  pushCommand(deps),
  pullCommand(deps),
]

const validateCommand = (deps: CliDeps): Command =>
  newCommand('validate', 'check a file without sending it')
    .argument('<file>', fileHelp)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { out } = openSession(deps, command)
      const model = await loadTrackingModel(deps, file)
      out.emit({ valid: true, name: model.name, types: model.types.length, dimensions: model.dimensions.length })
      const size = `${counted(model.types.length, 'type')}, ${counted(model.dimensions.length, 'dimension')}`
      out.print(`${model.label}: ${size}, valid`)
    })

const tryCommand = (deps: CliDeps): Command =>
  newCommand('try', 'what rules would find in transcripts with this tracking model; no server, nothing stored')
    .argument('<file>', fileHelp)
    .argument('<paths...>', 'transcripts, meetings, folders of them, or -')
    .option('--series <name>', 'the series that the meetings belong to')
    .action(async (file: string, paths: string[], flags: { series?: string }, command: Command) => {
      const { out } = openSession(deps, command)
      const { tryModel } = deps
      if (tryModel === undefined) throw usageError('Transcripts cannot be read here.')
      const model = await loadTrackingModel(deps, file)
      const input = await loadInput(deps, paths, { source: 'trial', ...flags })
      const meetings = input.map(({ label, body }) => ({ title: label, ...body }))
      const trial = await tryModel({ model, meetings, now: deps.now(), signal: deps.signal })
      out.emit(trial)
      out.print(renderTrial(trial, out))
    })

const pushCommand = (deps: CliDeps): Command =>
  newCommand('push', 'use this tracking model from now on')
    .argument('<file>', fileHelp)
    .action(async (file: string, _options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      const body = await loadTrackingModel(deps, file)
      const stored = await client.post('/v1/tracking-models', storedModelType, { body })
      out.emit(stored)
      const folding = stored.runId ? `; the record is folded again in run ${stored.runId}` : ''
      out.print(
        stored.changed ? `stored as version ${stored.version}${folding}` : `version ${stored.version} is the same`,
      )
    })

const pullCommand = (deps: CliDeps): Command =>
  newCommand('pull', 'print the tracking model as JSON')
    .argument('[version]', 'number of the version; otherwise the current one', 'current')
    .action(async (version: string, _options: unknown, command: Command) => {
      const { client, out } = openSession(deps, command)
      const stored = await client.get(`/v1/tracking-models/${version}`, modelVersionType)
      out.emit(stored.model)
      out.print(JSON.stringify(stored.model, null, 2))
    })
