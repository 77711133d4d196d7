import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLocalStack } from '../../src/main/start.ts'
import { createTestDatabase } from '../support/database.ts'
import { startProgram } from '../support/processes.ts'

const series = 'examples/series/curtain-call'
const lateCall = `${series}/08-found-later-kestrel-call.json`

let home: string
let beforeTheCall: string
const closers: (() => Promise<void>)[] = []

/** The installed command, in a process of its own, finding the server as a user's would. */
const throughline = async (...argv: string[]) => {
  const running = startProgram(process.execPath, ['bin/throughline.mjs', ...argv], { env: { THROUGHLINE_HOME: home } })
  const { code } = await running.exited
  return { code, out: running.stdout(), err: running.stderr() }
}

const lines = <Line>(text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

type Transition = {
  entityName: string
  dimension: string
  from: string | null
  to: string | null
  supersededAt: string | null
}
type Changes = { transition: Transition }

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'throughline-cli-'))
  const database = await createTestDatabase()
  const settings = { DATABASE_URL: database.url, LOG_LEVEL: 'error' }
  const stack = await startLocalStack({ home, workers: 1, settings })
  closers.push(database.drop, stack.stop)
}, 120_000)

afterAll(async () => {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
  rmSync(home, { recursive: true, force: true })
})

describe.sequential('the command line against a running stack', () => {
  it('submits a folder, waits, and tells what came of each file', async () => {
    const { code, out, err } = await throughline('submit', series, '--series', 'Weekly', '--wait', '--json')

    const outcomes = lines<{ file: string; status: string; created: boolean }>(out)
    expect(outcomes).toHaveLength(8)
    expect(outcomes.filter((outcome) => outcome.status !== 'completed')).toEqual([])
    expect(err).toContain('01-spring-planning.txt')
    expect(code).toBe(0)
  })

  it('finds the same meetings when they are sent again', async () => {
    const { code, out } = await throughline('submit', series, '--series', 'Weekly', '--wait', '--json')

    expect(lines<{ created: boolean }>(out).map((outcome) => outcome.created)).toEqual(Array(8).fill(false))
    expect(code).toBe(0)
  })

  it('tells a timeline with quotes to people, and transitions to programs', async () => {
    const told = await throughline('timeline', 'Gift Vouchers')
    const data = await throughline('timeline', 'Gift Vouchers', '--dimension', 'status', '--json')

    expect(told.code).toBe(0)
    expect(told.out).toContain('Gift Vouchers')
    expect(told.out).toMatch(/“.*Gift Vouchers/)
    expect(lines<Transition>(data.out).at(-1)).toMatchObject({ dimension: 'status', to: 'cancelled' })
  })

  it('shows the state of a past day', async () => {
    const then = await throughline('state', 'Gift Vouchers', '--at', '2026-03-12', '--json')
    const now = await throughline('state', 'Gift Vouchers', '--json')

    const statusOf = (out: string) => lines<{ state: { status?: { value: string } } }>(out)[0]?.state.status?.value
    expect([statusOf(then.out), statusOf(now.out)]).toEqual(['on_hold', 'cancelled'])
  })

  it('undoes a deleted meeting, and knows what was believed before it came back', async () => {
    const calls = lines<{ id: string }>((await throughline('meetings', '--type', 'call', '--json')).out)
    expect(calls).toHaveLength(1)
    const before = lines<Changes>((await throughline('changes', '--json')).out).length

    const deleted = await throughline('meetings', 'delete', calls[0]?.id ?? '')
    beforeTheCall = new Date().toISOString()
    const again = await throughline('submit', lateCall, '--external-id', 'found-later', '--wait')

    expect([deleted.code, again.code]).toEqual([0, 0])
    const state = async (...more: string[]) =>
      lines<{ state: Record<string, unknown> }>(
        (await throughline('state', 'Door Scanner', '--at', '2026-03-13', '--json', ...more)).out,
      )[0]?.state
    expect(await state()).toMatchObject({ status: { value: 'blocked' } })
    expect(await state('--known-at', beforeTheCall)).not.toMatchObject({ status: { value: 'blocked' } })
    expect(lines<Changes>((await throughline('changes', '--json')).out).length).toBeGreaterThan(before)
  })

  it('stops quietly when nobody reads on', async () => {
    const command = `node bin/throughline.mjs changes --json | head -n 1; exit "\${PIPESTATUS[0]}"`
    const running = startProgram('bash', ['-c', command], { env: { THROUGHLINE_HOME: home } })

    expect((await running.exited).code).toBe(0)
    expect(lines(running.stdout())).toHaveLength(1)
    expect(running.stderr()).toBe('')
  })

  it('exits 2 on a name that fits several things and lists them, 1 on one that fits nothing', async () => {
    const many = await throughline('timeline', 'e')
    const none = await throughline('timeline', 'Zzyzx Quux')

    expect(many.code).toBe(2)
    expect(many.err.split('\n').length).toBeGreaterThan(2)
    expect(none.code).toBe(1)
  })

  it('finds everything in order', async () => {
    const { code, out } = await throughline('doctor', '--json')

    const { checks } = lines<{ checks: { name: string; result: string }[] }>(out)[0] ?? { checks: [] }
    expect(checks.filter((check) => check.result === 'failed')).toEqual([])
    expect(code).toBe(0)
  })
})
