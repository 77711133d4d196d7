import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import type { CliDeps } from '../cli/deps.ts'
import { runCli } from '../cli/program.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { serverWords } from './server-words.ts'
import { version } from './version.ts'

/** Runs one command line in this process and sets its exit code. */
export const runMain = async (argv: readonly string[]): Promise<void> => {
  const interrupted = new AbortController()
  const word = argv.find((each) => !each.startsWith('-'))
  const serving = ['start', 'api', 'worker'].includes(word ?? '')
  // Servers shut down in an order of their own.
  if (!serving) process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
  const env = readEnvironment()
  const deps: CliDeps = {
    version,
    env,
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    cwd: process.cwd(),
    fetch: globalThis.fetch,
    now: () => new Date(),
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, { signal })
    },
    signal: interrupted.signal,
    // Loaded when it is asked for: prices of all known models come with it.
    describeReading: async () => (await import('./describe-reading.ts')).describeReading(env),
    tryModel: async (trial) => (await import('./try-model.ts')).tryModel(trial),
    extraCommands: await loadServerCommands(word, env),
  }
  process.exitCode = await runCli(argv, deps)
}

/** A command that only asks a server must not wait for the server's own code to load; without a word help is due. */
const loadServerCommands = async (word: string | undefined, env: Environment): Promise<Command[]> => {
  if (word !== undefined && !serverWords.includes(word)) return []
  const { serverCommands } = await import('./commands.ts')
  return serverCommands(env)
}
