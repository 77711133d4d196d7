import type { Writable } from '../../src/cli/deps.ts'

export type DemoOptions = {
  keep: boolean
  stdout: Writable
  stderr: Writable
  env: Readonly<Record<string, string | undefined>>
}
