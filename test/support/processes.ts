import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

export type RunningProcess = {
  pid: number
  child: ChildProcess
  /** Everything written so far. */
  stdout: () => string
  stderr: () => string
  /** The first line, on either stream, that matches; also when it came before the call. Rejects when the process ends or time is up. */
  waitForLine: (pattern: RegExp, withinMs?: number) => Promise<RegExpExecArray>
  /** Resolves when the process has ended. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Sends the signal by pid and waits for the end; SIGKILL when it takes too long. */
  stop: (signal?: NodeJS.Signals, withinMs?: number) => Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

export type ProcessOptions = {
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  uid?: number
  gid?: number
}

/** Starts a TypeScript file of the repository in a process of its own. */
export const startScript = (file: string, args: readonly string[] = [], options: ProcessOptions = {}): RunningProcess =>
  startProgram(process.execPath, ['--import', 'tsx', path.resolve(repository, file), ...args], options)

/** Starts any program; its pid is the one to kill. */
export const startProgram = (
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): RunningProcess => {
  const child = spawn(program, args, {
    cwd: options.cwd ?? repository,
    env: { ...inheritedEnvironment(), ...options.env },
    uid: options.uid,
    gid: options.gid,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      for (const listener of listeners) listener()
    })
  }
  const exited = new Promise<Awaited<RunningProcess['exited']>>((resolve) => {
    child.once('error', (error) => {
      output.stderr += String(error)
      resolve({ code: null, signal: null })
    })
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  const waitForLine: RunningProcess['waitForLine'] = (pattern, withinMs = 30_000) =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        clearTimeout(timer)
        listeners.delete(look)
        work()
      }
      const fail = (why: string): void =>
        settle(() => reject(new Error(`${why} before a line matched ${pattern}\n${output.stdout}\n${output.stderr}`)))
      const look = (): void => {
        const line = [...output.stdout.split('\n'), ...output.stderr.split('\n')].find((text) => pattern.test(text))
        const match = line === undefined ? null : pattern.exec(line)
        if (match) settle(() => resolve(match))
      }
      const timer = setTimeout(() => fail(`${withinMs} ms passed`), withinMs)
      listeners.add(look)
      void exited.then(() => {
        look()
        if (listeners.has(look)) fail('the process ended')
      })
      look()
    })
  return {
    pid: child.pid ?? 0,
    child,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    waitForLine,
    exited,
    stop: async (signal = 'SIGTERM', withinMs = 20_000) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
      const end = await exited
      clearTimeout(timer)
      return end
    },
  }
}

/** A port on the loopback interface that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

/** Whether a process with this pid runs (a zombie that nobody has waited for counts as running). */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The environment of the test without settings of the product, so that tests decide them. */
const inheritedEnvironment = (): Record<string, string> => {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|NODE_OPTIONS$|DATABASE_URL|REDIS_URL|THROUGHLINE_|PORT$|HOST$)/.test(name),
  )
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}
