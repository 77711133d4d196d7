import { setTimeout as sleep } from 'node:timers/promises'
import type { CliDeps } from '../cli/deps.ts'
import { runCli } from '../cli/program.ts'
import { serverCommands } from './commands.ts'
import { readEnvironment } from './environment.ts'
import { version } from './version.ts'

/** Runs one command line in this process and sets its exit code. */
export const runMain = async (argv: readonly string[]): Promise<void> => {
  const interrupted = new AbortController()
  const serving = ['start', 'api', 'worker'].includes(argv.find((word) => !word.startsWith('-')) ?? '')
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
    extraCommands: serverCommands(env),
  }
  process.exitCode = await runCli(argv, deps)
}
