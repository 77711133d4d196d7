import { Command, CommanderError } from 'commander'
import { analyticsCommand } from './commands/analytics.ts'
import { auditCommand } from './commands/audit.ts'
import { changesCommand } from './commands/changes.ts'
import { correctCommand } from './commands/correct.ts'
import { deliveriesCommand } from './commands/deliveries.ts'
import { doctorCommand } from './commands/doctor.ts'
import { entitiesCommand } from './commands/entities.ts'
import { eraseCommand } from './commands/erase.ts'
import { estimateCommand } from './commands/estimate.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { forecastCommand } from './commands/forecast.ts'
import { importCommand } from './commands/import.ts'
import { insightsCommand } from './commands/insights.ts'
import { keysCommand } from './commands/keys.ts'
import { lockCommand } from './commands/lock.ts'
import { meetingsCommand } from './commands/meetings.ts'
import { mergeCommand } from './commands/merge.ts'
import { modelsCommand } from './commands/models.ts'
import { promptsCommand } from './commands/prompts.ts'
import { replayCommand } from './commands/replay.ts'
import { reviewCommand } from './commands/review.ts'
import { runsCommand } from './commands/runs.ts'
import { searchCommand } from './commands/search.ts'
import { staleCommand } from './commands/stale.ts'
import { stateCommand } from './commands/state.ts'
import { submitCommand } from './commands/submit.ts'
import { timelineCommand } from './commands/timeline.ts'
import { usageCommand } from './commands/usage.ts'
import { watchCommand } from './commands/watch.ts'
import { webhooksCommand } from './commands/webhooks.ts'
import { withdrawCommand } from './commands/withdraw.ts'
import type { CliDeps, Writable } from './deps.ts'
import { CliError, exitCodes } from './errors.ts'
import { safeText } from './render/safe.ts'

const groups = {
  'Meetings:': [submitCommand, meetingsCommand, importCommand],
  'The record:': [
    timelineCommand,
    stateCommand,
    explainCommand,
    changesCommand,
    entitiesCommand,
    insightsCommand,
    searchCommand,
  ],
  'Taking along:': [exportCommand],
  'What to expect:': [forecastCommand, staleCommand, analyticsCommand],
  'Putting it right:': [reviewCommand, mergeCommand, lockCommand, correctCommand, withdrawCommand, eraseCommand],
  'Runs:': [watchCommand, runsCommand, replayCommand],
  'Models and money:': [estimateCommand, usageCommand, modelsCommand, promptsCommand],
  'Setting up:': [keysCommand, webhooksCommand, deliveriesCommand, auditCommand, doctorCommand],
}

const epilogue = `
Data goes to stdout and everything else to stderr. The server is found by flags,
then THROUGHLINE_URL and THROUGHLINE_KEY, then <home>/client.json, which
\`throughline start\` writes. Exit codes: 0 ok, 1 the work failed, 2 the command
was wrong, 3 some of the work failed.`

/** All commands; those of other rooms come in as `extraCommands`. */
export const createProgram = (deps: CliDeps): Command => {
  const program = new Command('throughline')
    .description('A living record of what changed in your meetings, who said so, and why.')
    .version(deps.version, '-V, --version', 'print the version')
    .option('--json', 'machine-readable output, one JSON document per line')
    .option('--url <url>', 'address of the server')
    .option('--key <key>', 'API key')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .addHelpText('after', epilogue)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void deps.stdout.write(safeText(text, false)),
      writeErr: (text) => void deps.stderr.write(safeText(text, false)),
      getOutHelpWidth: () => deps.stdout.columns ?? 80,
      getErrHelpWidth: () => deps.stderr.columns ?? 80,
    })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showSuggestionAfterError()
  for (const [group, makers] of Object.entries(groups))
    for (const make of makers) program.addCommand(inherit(program, make(deps).helpGroup(group)))
  for (const command of deps.extraCommands) program.addCommand(inherit(program, command.helpGroup('The server:')))
  return program
}

/** Settings such as exitOverride reach only commands that are made by their parent, so they are handed down here. */
const inherit = (parent: Command, command: Command): Command => {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) inherit(command, child)
  return command
}

/** Runs one command line and answers its exit code; never throws and never ends the process. */
export const runCli = async (argv: readonly string[], deps: CliDeps): Promise<number> => {
  const reader = new AbortController()
  const close = (): void => reader.abort()
  surviveClosing(deps.stdout)
  deps.stdout.once('error', close)
  const signal = AbortSignal.any([deps.signal, reader.signal])
  try {
    await createProgram({ ...deps, signal }).parseAsync([...argv], { from: 'user' })
    return exitCodes.ok
  } catch (error) {
    return reader.signal.aborted ? exitCodes.ok : report(error, deps)
  } finally {
    deps.stdout.off('error', close)
  }
}

const guarded = new WeakSet<Writable>()

/**
 * Somebody closed the pipe (`| head`): nothing is left to say, and that is no failure. The news may come after the
 * command has ended, so this listener stays.
 */
const surviveClosing = (stream: Writable): void => {
  if (!guarded.has(stream)) stream.on('error', () => {})
  guarded.add(stream)
}

const report = (error: unknown, deps: CliDeps): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (deps.signal.aborted) {
    deps.stderr.write('Stopped. What was accepted goes on.\n')
    return exitCodes.failed
  }
  const message = error instanceof Error ? error.message : String(error)
  if (message !== '') deps.stderr.write(`${safeText(message, false)}\n`)
  return error instanceof CliError ? error.exitCode : exitCodes.failed
}
