import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { type ProcessOptions, type RunningProcess, startScript } from './processes.ts'

/** A folder of its own, with a space in its path; remove it when the test is done. */
export const temporaryHome = (): { home: string; remove: () => void } => {
  const root = mkdtempSync(path.join(tmpdir(), 'throughline-test-home-'))
  return { home: path.join(root, 'a home'), remove: () => rmSync(root, { recursive: true, force: true }) }
}

export type Owner = { process: RunningProcess; url: string; owned: boolean }

/** Another process on the database of the home folder. */
export const startOwner = async (home: string, options: ProcessOptions & { leave?: boolean } = {}): Promise<Owner> => {
  const child = startScript('test/support/embedded-owner.ts', options.leave ? [home, 'leave'] : [home], options)
  const [, json = '{}'] = await child.waitForLine(/^ready (.*)$/, 30_000)
  return { process: child, ...(JSON.parse(json) as { url: string; owned: boolean }) }
}

/** The pid of the Postgres server of a home folder, as the server itself wrote it down. */
export const serverPid = (home: string): number =>
  Number(readFileSync(path.join(home, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])

export const query = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
