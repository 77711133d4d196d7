import type { Command } from 'commander'
import type { Trial, TrialInput } from './trial.ts'

export type Writable = NodeJS.WritableStream & { isTTY?: boolean; columns?: number }

/** Everything that the command line touches outside itself; a test or the demo passes its own. */
export type CliDeps = {
  /** Of the product, as `--version` prints it. */
  version: string
  env: Readonly<Record<string, string | undefined>>
  stdout: Writable
  stderr: Writable
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  cwd: string
  fetch: typeof globalThis.fetch
  now: () => Date
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Fires on the first Ctrl-C: what is under way is left to the server, and the command ends. */
  signal: AbortSignal
  /** Which engine reads transcripts with these settings, and why. */
  describeReading?: () => Promise<{ usable: boolean; detail: string }>
  /** Reads meetings by rules in this process, with a tracking model that need not be stored. */
  tryModel?: (trial: TrialInput) => Promise<Trial>
  /** Commands of other rooms (start, migrate), made by the composition root. */
  extraCommands: readonly Command[]
}
