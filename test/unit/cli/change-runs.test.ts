import { tmpdir } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type FakeServer, runCaptured, sendJson, sendProblem, serve } from '../../support/cli.ts'

let server: FakeServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const cli = async (argv: readonly string[], answer: Answer) => {
  server = await serve(answer)
  return runCaptured(argv, { cwd: tmpdir(), env: { THROUGHLINE_URL: server.url, THROUGHLINE_KEY: 'key-1' } })
}
const bodies = () => server?.received.map((request) => request.body as Record<string, unknown>) ?? []

/** Runs that fit, given out page by page. */
const serverWith = (count: number, refused: readonly number[] = []): Answer => {
  let given = 0
  return (request, response) => {
    const { dryRun, limit } = request.body as { dryRun: boolean; limit?: number }
    const left = count - given
    if (dryRun) return sendJson(response, 200, { dryRun, matched: left, changed: [], refused: [], nextCursor: null })
    const page = Array.from({ length: Math.min(limit ?? 0, left) }, (_, index) => given + index)
    given += page.length
    sendJson(response, 200, {
      ...{ dryRun, matched: left, nextCursor: given < count ? String(given) : null },
      changed: page.filter((n) => !refused.includes(n)).map((n) => `run-${n}`),
      refused: page
        .filter((n) => refused.includes(n))
        .map((n) => ({ runId: `run-${n}`, reason: 'it goes on already' })),
    })
  }
}

describe('runs that are changed in bulk', () => {
  it('are chosen by what they have in common and worked through page by page', async () => {
    const argv = ['runs', 'resume', '--parked', '--code', 'crash', '--series', 'Weekly', '--from', 'extract']
    const { code, out, err } = await cli(argv, serverWith(450))

    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(450)
    expect(err).toContain('200 of 450')
    expect(bodies()[0]).toMatchObject({
      status: 'parked',
      code: 'crash',
      series: 'Weekly',
      from: 'extract',
      dryRun: true,
    })
    expect(bodies().map((body) => body.cursor ?? null)).toEqual([null, null, '200', '400'])
  })

  it('are only counted with --dry-run, and never more than --limit', async () => {
    const look = await cli(['runs', 'cancel', '--all', '--dry-run'], serverWith(7))
    const asked = bodies().length
    await server?.close()
    const few = await cli(['runs', 'park', '--project', 'Atlas', '--limit', '3'], serverWith(7))

    expect([look.code, look.out.trim(), asked]).toEqual([0, 'cancel: 7 runs would be changed', 1])
    expect(few.out.trim().split('\n')).toEqual(['run-0', 'run-1', 'run-2'])
  })

  it('that are refused are named with the reason, and part of the work has failed', async () => {
    const { code, err } = await cli(['replay', '--status', 'completed'], serverWith(3, [1]))

    expect(code).toBe(3)
    expect(err).toContain('run-1: it goes on already')
  })

  it('have to be chosen: nothing is changed by a command without a choice', async () => {
    const { code } = await cli(['runs', 'cancel'], serverWith(3))

    expect(code).toBe(2)
    expect(bodies()).toEqual([])
  })
})

describe('problems', () => {
  const item = (status: string, code: string) => ({
    ...{ status, code, step: 'extract', runs: 4, firstAt: '2026-03-01T10:00:00Z', lastAt: '2026-03-02T10:00:00Z' },
    ...{ example: { runId: 'run-9', meetingId: null, message: 'gone' }, remedy: `What to do about ${code}.` },
  })
  const problems: Answer = (_request, response) =>
    sendJson(response, 200, { items: [item('parked', 'crash'), item('failed', 'empty_transcript')] })

  it('are shown by code with an example and what to do', async () => {
    const { code, out } = await cli(['runs', '--parked', '--by', 'code'], problems)

    expect(code).toBe(0)
    expect(out).toMatch(/crash\s+parked\s+4\s.*run-9/)
    expect(out).toContain('crash: What to do about crash.')
    expect(out).not.toContain('empty_transcript')
  })

  it('that the server does not tell are a failure', async () => {
    const { code } = await cli(['runs', '--by', 'code'], (_request, response) =>
      sendProblem(response, 403, 'forbidden', { detail: 'The key may not.' }),
    )

    expect(code).toBe(1)
  })
})
