import { fileURLToPath } from 'node:url'
import type { CliDeps } from '../../src/cli/deps.ts'
import { runCli } from '../../src/cli/program.ts'
import { createSession, type Session } from '../../src/cli/session.ts'
import type { DemoOptions } from './options.ts'

/** What the story is told with: the real command line against the real server, and headings between the acts. */
export type Stage = {
  session: Session
  act: (title: string, remark?: string) => void
  say: (text: string) => void
  /** Runs a command as a user would type it; anything but success ends the demo. `shown` is what the shell made it of. */
  run: (argv: readonly string[], shown?: string) => Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export const createStage = (
  { stdout, stderr, env }: DemoOptions,
  server: { url: string; key: string; signal: AbortSignal },
): Stage => {
  const deps: CliDeps = {
    version: 'demo',
    env: { ...env, THROUGHLINE_URL: server.url, THROUGHLINE_KEY: server.key },
    stdout,
    stderr,
    stdin: process.stdin,
    cwd: root,
    fetch: globalThis.fetch,
    now: () => new Date(),
    sleep: (ms) => pause(ms, server.signal),
    signal: server.signal,
    extraCommands: [],
  }
  const session = createSession(deps, { color: true })
  const { out } = session
  return {
    session,
    act: (title, remark) => {
      out.print(`\n\n${out.style.bold(out.style.cyan(`■ ${title}`))}`)
      if (remark) out.print(remark)
      out.print('')
    },
    say: (text) => out.print(text),
    run: async (argv, shown = argv.map(quote).join(' ')) => {
      out.print(out.style.dim(`$ throughline ${shown}`))
      const code = await runCli(argv, deps)
      if (code !== 0) throw new Error(`\`throughline ${shown}\` ended with exit code ${code}`)
    },
  }
}

const quote = (argument: string): string => (/^[\w./:=-]+$/.test(argument) ? argument : `"${argument}"`)

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })
