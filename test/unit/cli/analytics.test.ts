import { describe, expect, it } from 'vitest'
import { type Answer, sendJson } from '../../support/cli.ts'
import { useCli } from '../../support/use-cli.ts'

const { cli, server } = useCli()

const expectation = {
  ...{ dimension: 'status', from: 'in_progress', to: 'completed', likelihood: 80, basis: 'history', cases: 10 },
  ...{ expectedOn: '2025-05-31', earliest: '2025-05-21', latest: '2025-06-10', reason: '80 % of 10 things did.' },
  evidence: [{ speaker: 'Lea', quote: 'we have begun to plaster' }],
}
const seatMap = { id: 'e1', name: 'Seat Map', type: 'feature', aliases: [], state: {} }

const forecast: Answer = (request, response) => {
  if (request.path.endsWith('/forecast'))
    return sendJson(response, 200, {
      ...{ entityId: 'e1', entityName: 'Seat Map', type: 'feature', inferred: true, expectations: [expectation] },
      flags: [{ flag: 'at_risk', cause: 'overdue', reason: 'Its due date has passed.', evidence: [] }],
    })
  const isList = request.path.startsWith('/v1/entities?')
  return sendJson(response, 200, isList ? { items: [seatMap], nextCursor: null } : seatMap)
}

describe('forecast', () => {
  it('shows what is expected, why, in whose words, and what deserves a look', async () => {
    const { code, out } = await cli(['forecast', 'Seat Map'], forecast)

    expect(code).toBe(0)
    expect(out).toContain('in progress → completed, 31 May 2025 (21 May 2025 to 10 Jun 2025), 80 %')
    expect(out).toContain('80 % of 10 things did.')
    expect(out).toContain('we have begun to plaster')
    expect(out).toContain('at risk  Its due date has passed.')
    expect(out).toContain('inferred')
  })
})

describe('stale', () => {
  it('lists what is silent', async () => {
    const { code, out } = await cli(['stale', '--type', 'feature'], (_request, response) =>
      sendJson(response, 200, {
        items: [{ entityName: 'Seat Map', type: 'feature', lastSeen: '2025-03-04', silentDays: 50, limitDays: 30 }],
        nextCursor: null,
      }),
    )

    expect(code).toBe(0)
    expect(server()?.received[0]?.path).toContain('type=feature')
    expect(out).toMatch(/Seat Map\s+feature\s+4 Mar 2025\s+50 days\s+30 days/)
    expect(out).toContain('1 stale thing')
  })
})

describe('analytics', () => {
  it('shows rows of any figure, with the parts of a field side by side', async () => {
    const { code, out } = await cli(['analytics', 'time-in-state', '--dimension', 'status'], (_request, response) =>
      sendJson(response, 200, {
        rows: [{ type: 'task', dimension: 'status', value: 'blocked', count: 6, days: { p10: 1, p50: 3, p90: 9 } }],
      }),
    )

    expect(code).toBe(0)
    expect(out).toMatch(/p10\s+p50\s+p90/)
    expect(out).toMatch(/task\s+status\s+blocked\s+6\s+1\s+3\s+9/)
  })

  it('shows what is expected soon and the report of quality, and asks for a past day', async () => {
    const soon = await cli(['analytics', 'forecast', '--within', '9'], (_request, response) =>
      sendJson(response, 200, { items: [{ ...expectation, entityName: 'Seat Map' }] }),
    )
    const quality = await cli(['analytics', 'quality'], (_request, response) =>
      sendJson(response, 200, { meetings: 3, changes: { forbidden: 1 } }),
    )
    const then = await cli(['analytics', 'status', '--at', '2025-03-04'], (_request, response) =>
      sendJson(response, 200, { rows: [] }),
    )

    expect(soon.out).toMatch(/Seat Map\s+status: in progress → completed/)
    expect(quality.out).toMatch(/changes: forbidden\s+1/)
    expect(then.out).toContain('no rows')
    expect(server()?.received[0]?.path).toContain('asOf=2025-03-04')
  })

  it('refuses a figure that there is not', async () => {
    const { code, err } = await cli(['analytics', 'luck'], (_request, response) => sendJson(response, 200, {}))

    expect(code).toBe(2)
    expect(err).toContain('luck')
  })
})
