import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Answer, runCaptured, sendJson, sendProblem } from '../../support/cli.ts'
import { useCli } from '../../support/use-cli.ts'

const { cli, home, server, start } = useCli({
  'one-2026-03-02.txt': 'Ana: Hi.',
  'two-2026-03-03.txt': 'Ana: Hi again.',
})

const run = (status: string) => ({
  id: 'run-1',
  meetingId: 'meeting-1',
  status,
  progress: 100,
  totals: { transitionCount: 2 },
})
const entity = (id: string, name: string) => ({
  id,
  name,
  type: 'feature',
  aliases: [{ name: `${name} thing` }],
  state: {},
})
const pageOf = (items: unknown[]) => ({ items, nextCursor: null })

describe('import', () => {
  const entities = [{ type: 'feature', name: 'Seat Map' }]
  const imported: Answer = (_request, response) =>
    sendJson(response, 200, { version: '1', entities: [{ id: 'e1', type: 'feature', name: 'Seat Map' }] })

  it.each([
    ['a list', 'list.json', JSON.stringify(entities)],
    ['an object', 'object.json', JSON.stringify({ entities })],
    ['lines', 'lines.jsonl', `${JSON.stringify(entities[0])}\n\n`],
  ])('reads %s', async (_what, file, content) => {
    writeFileSync(join(home(), file), content)

    const { code, out } = await cli(['import', join('.home', file)], imported)

    expect(code).toBe(0)
    expect(server()?.received[0]?.body).toEqual({ entities })
    expect(out).toContain('1 entity')
  })

  it('exits 2 on a file without entities', async () => {
    writeFileSync(join(home(), 'empty.json'), '{}')

    expect(await cli(['import', '.home/empty.json'], imported)).toMatchObject({ code: 2 })
  })
})

describe('submit', () => {
  const accept: Answer = (request, response) => {
    if (request.method === 'POST')
      sendJson(response, 202, { meetingId: 'meeting-1', runId: 'run-1', status: 'accepted', created: true })
    else if (request.path.endsWith('/events')) sendProblem(response, 404, 'not_found')
    else sendJson(response, 200, run('completed'))
  }

  it('sends every transcript of a folder with what its name tells', async () => {
    const { code, out, err } = await cli(['submit', '.', '--series', 'Weekly'], accept)

    expect(code).toBe(0)
    expect(server()?.received.map((request) => request.body)).toEqual(
      expect.arrayContaining([
        { title: 'One', occurredAt: '2026-03-02', series: 'Weekly', source: 'upload', text: 'Ana: Hi.' },
        { title: 'Two', occurredAt: '2026-03-03', series: 'Weekly', source: 'upload', text: 'Ana: Hi again.' },
      ]),
    )
    expect(out.trim().split('\n')).toHaveLength(2)
    expect(err).toContain('accepted')
  })

  it('reads stdin', async () => {
    const { url, received } = await start(accept)

    await runCaptured(['submit', '-', '--title', 'Spoken'], { env: { THROUGHLINE_URL: url }, input: 'Ana: Hi.' })

    expect(received[0]?.body).toEqual({ title: 'Spoken', source: 'upload', text: 'Ana: Hi.' })
  })

  it('waits for the run, and puts data on stdout and progress on stderr', async () => {
    const { code, out, err } = await cli(['submit', 'one-2026-03-02.txt', '--wait', '--json'], accept)

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ runId: 'run-1', status: 'completed' })
    expect(err).toContain('2 changes')
  })

  it.each([
    ['completed_with_gaps', 3],
    ['failed', 1],
    ['parked', 1],
    ['cancelled', 1],
  ])('exits for a run that ends %s with %i', async (status, expected) => {
    const { code } = await cli(['submit', 'one-2026-03-02.txt', '--wait'], (request, response) =>
      request.method === 'POST' ? accept(request, response) : sendJson(response, 200, run(status)),
    )

    expect(code).toBe(expected)
  })

  it('exits 3 when some are taken and others refused, and says which', async () => {
    const { code, err } = await cli(['submit', '.'], (request, response) =>
      (request.body as { title: string }).title === 'Two'
        ? sendProblem(response, 422, 'empty_transcript', { detail: 'There is nothing to read.' })
        : accept(request, response),
    )

    expect(code).toBe(3)
    expect(err).toMatch(/two.*There is nothing to read/)
  })
})

describe('entities by name', () => {
  const record =
    (...entities: ReturnType<typeof entity>[]): Answer =>
    (request, response) => {
      if (request.path.startsWith('/v1/entities?')) return sendJson(response, 200, pageOf(entities))
      if (request.path.includes('/timeline')) return sendJson(response, 200, pageOf([]))
      sendJson(
        response,
        200,
        entities.find((one) => request.path === `/v1/entities/${one.id}`),
      )
    }

  it('takes the exact name before names that only begin like it', async () => {
    const { code, out } = await cli(
      ['timeline', 'seat map'],
      record(entity('1', 'Seat Map'), entity('2', 'Seat Map Import')),
    )

    expect(code).toBe(0)
    expect(out).toContain('Seat Map ')
  })

  it('takes an alias', async () => {
    const { code, out } = await cli(
      ['timeline', 'Seat Map thing'],
      record(entity('1', 'Seat Map'), entity('2', 'Other')),
    )

    expect(code).toBe(0)
    expect(out).toContain('Seat Map')
  })

  it('lists the candidates instead of guessing, and exits 2', async () => {
    const { code, out, err } = await cli(
      ['timeline', 'Map'],
      record(entity('id-1', 'Seat Map'), entity('id-2', 'Road Map')),
    )

    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/id-1 {2}Seat Map.*\n.*id-2 {2}Road Map/)
  })

  it('exits 1 when nothing is called so', async () => {
    const { code, err } = await cli(['timeline', 'Nothing'], record())

    expect(code).toBe(1)
    expect(err).toContain('Nothing is called "Nothing"')
  })
})

describe('correct', () => {
  const recorded: Answer = (request, response) => {
    if (request.method === 'POST') return sendJson(response, 200, { version: '9', factIds: ['fact-1'] })
    if (request.path.startsWith('/v1/entities?')) return sendJson(response, 200, pageOf([entity('e1', 'Seat Map')]))
    sendJson(response, 200, entity('e1', 'Seat Map'))
  }

  it.each([
    [['status', 'done'], { kind: 'assert', dimension: 'status', op: 'set', value: 'done' }],
    [['blocker', '--resolve'], { kind: 'assert', dimension: 'blocker', op: 'resolve', value: null }],
    [['status', '--veto', 'meeting-1'], { kind: 'veto', dimension: 'status', meetingId: 'meeting-1' }],
  ])('%s', async (argv, body) => {
    const { code, out } = await cli(['correct', 'Seat Map', ...argv], recorded)

    expect(code).toBe(0)
    expect(out).toContain('withdraw fact-1')
    expect(server()?.received.at(-1)).toMatchObject({ method: 'POST', path: '/v1/entities/e1/correct', body })
  })

  it('exits 2 without a value', async () => {
    expect(await cli(['correct', 'Seat Map', 'status'], recorded)).toMatchObject({ code: 2 })
  })
})

describe('erase', () => {
  const receipt: Answer = (_request, response) =>
    sendJson(response, 201, { id: 'r1', counts: { segment: 4, memo: 0 }, verified: true })

  it('asks for one thing, and prints the receipt', async () => {
    const { code, out } = await cli(['erase', '--name', 'Ana Ruiz', '--keep-spoken', '--reason', 'request 12'], receipt)

    expect([code, out]).toEqual([0, 'segment: 4\nerased; nothing remains (receipt r1)\n'])
    expect(server()?.received.at(-1)).toMatchObject({
      ...{ method: 'POST', path: '/v1/erasures' },
      body: { name: 'Ana Ruiz', includeSpoken: false, reason: 'request 12', dryRun: false },
    })
  })

  it.each([[[]], [['--meeting', 'm', '--name', 'Ana Ruiz']]])(
    'exits 2 without one thing to erase: %j',
    async (argv) => {
      expect(await cli(['erase', ...argv], receipt)).toMatchObject({ code: 2 })
    },
  )
})

describe('changes', () => {
  it('goes on where the last page ended until there is no more', async () => {
    const { code, out } = await cli(['changes', '--json', '--since', '5'], (request, response) => {
      const more = request.path.includes('since=5')
      const item = {
        change: 'created',
        changeVersion: '6',
        transition: {
          id: more ? 'a' : 'b',
          entityId: 'e',
          dimension: 'status',
          occurredAt: '2026-03-02T00:00:00Z',
          recordedAt: '2026-03-02T00:00:00Z',
          confidence: 90,
        },
      }
      sendJson(response, 200, { items: [item], nextCursor: more ? '6.0' : '7.0', more })
    })

    expect(code).toBe(0)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).transition.id),
    ).toEqual(['a', 'b'])
    expect(server()?.received[1]?.path).toContain('since=6.0')
  })
})

describe('a refusal of the server', () => {
  it('is one paragraph with the way out', async () => {
    const { code, out, err } = await cli(['runs'], (_request, response) =>
      sendProblem(response, 401, 'unauthorized', { detail: 'The key is not known.' }),
    )

    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toContain('THROUGHLINE_KEY')
  })
})
