import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type Answer, type FakeServer, runCaptured, serve } from './cli.ts'

/** For a file of tests: a folder with these files and a home in it, and servers that are closed after each test. */
export const useCli = (files: Readonly<Record<string, string>> = {}) => {
  let folder: string
  const servers: FakeServer[] = []
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-cli-'))
    mkdirSync(join(folder, '.home'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  afterEach(async () => {
    for (const one of servers.splice(0)) await one.close()
  })
  const start = async (answer: Answer): Promise<FakeServer> => {
    const server = await serve(answer)
    servers.push(server)
    return server
  }
  return {
    start,
    home: () => join(folder, '.home'),
    /** The server that was started last. */
    server: () => servers.at(-1),
    /** Runs one command line in the folder, against a server that answers so, or else the one started last, if any. */
    cli: async (argv: readonly string[], answer?: Answer, env: Record<string, string> = {}) => {
      if (answer) await start(answer)
      const server = servers.at(-1)
      const known = server ? { THROUGHLINE_URL: server.url, THROUGHLINE_KEY: 'key-1' } : {}
      return runCaptured(argv, { cwd: folder, env: { ...known, ...env } })
    },
  }
}
