import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportKindNames } from '../../../src/usecases/export/kinds.ts'
import { type FakeServer, runCaptured, sendProblem, serve } from '../../support/cli.ts'

const hostile = '{"title":"\\u001b[2J \u009b31m \u202e\u0007 ünï"}\n'
let server: FakeServer
let cwd: string
let answer: Parameters<typeof serve>[0]

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'throughline-export-'))
  answer = (_request, response) => {
    response.writeHead(200, { 'record-version': '7', 'export-point': '7@2026-03-04T10:00:00.000Z' })
    response.end(hostile)
  }
  server = await serve((request, response) => answer(request, response))
})
afterEach(async () => {
  await server.close()
  rmSync(cwd, { recursive: true, force: true })
})

const run = (argv: string[], more: object = {}) =>
  runCaptured([...argv, '--url', server.url, '--key', 'tl_key'], { cwd, ...more })

/** A stream that says it is a terminal. */
const terminal = () => {
  let shown = ''
  const stdout = Object.assign(
    new Writable({
      write(chunk, _encoding, done) {
        shown += String(chunk)
        done()
      },
    }),
    { isTTY: true, columns: 80 },
  )
  return { stdout, shown: () => shown }
}
const digestOf = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')

describe('an export on stdout', () => {
  it('is the very bytes in a pipe', async () => {
    const { code, out } = await run(['export', 'meetings', '--since', '2026-03-01', '--series', 'Weekly & co'])

    expect([code, out]).toEqual([0, hostile])
    expect(server.received[0]?.path).toBe('/v1/exports/meetings.jsonl?since=2026-03-01&series=Weekly+%26+co')
  })

  it('gives a terminal no orders, also where a character comes in two parts', async () => {
    const { stdout, shown } = terminal()
    const bytes = Buffer.from(`${hostile}\u001b]0;x\u0007 é\r\n`)
    answer = (_request, response) => {
      response.writeHead(200)
      response.write(bytes.subarray(0, bytes.length - 3), () => response.end(bytes.subarray(bytes.length - 3)))
    }
    const { code } = await run(['export', 'meetings', '--format', 'csv'], { stdout })

    expect(code).toBe(0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(shown()).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
    expect(shown()).toContain('ünï')
    expect(shown()).toContain('é\n')
  })

  it('that breaks off is told, and is no success', async () => {
    answer = (_request, response) => {
      response.writeHead(200)
      response.write(hostile, () => response.destroy())
    }
    const { code, err } = await run(['export', 'meetings'])

    expect(code).toBe(1)
    expect(err).toContain('not complete')
  })
})

describe('an export into a file', () => {
  it('has its name when it is complete, and is read by its owner alone', async () => {
    const { code, out } = await run(['export', 'meetings', '--out', 'm.jsonl', '--json'])

    expect(code).toBe(0)
    expect(readdirSync(cwd)).toEqual(['m.jsonl'])
    expect(readFileSync(join(cwd, 'm.jsonl'), 'utf8')).toBe(hostile)
    expect(statSync(join(cwd, 'm.jsonl')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(out)).toEqual({
      ...{ what: 'meetings', file: 'm.jsonl', recordVersion: '7', rows: 1, bytes: Buffer.byteLength(hostile) },
      sha256: digestOf(hostile),
    })
  })

  it('leaves what was there when it breaks off', async () => {
    writeFileSync(join(cwd, 'm.jsonl'), 'before')
    answer = (_request, response) => {
      response.writeHead(200)
      response.write(hostile, () => response.destroy())
    }
    const { code } = await run(['export', 'meetings', '--out', 'm.jsonl'])

    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual(['m.jsonl'])
    expect(readFileSync(join(cwd, 'm.jsonl'), 'utf8')).toBe('before')
  })

  it('counts rows of CSV, not lines', async () => {
    answer = (_request, response) => void response.writeHead(200).end('"a","b"\r\n"1\r\n2","x ""y"" \n"\r\n"3",4\r\n')
    const { out } = await run(['export', 'meetings', '--format', 'csv', '--out', 'm.csv', '--json'])

    expect(JSON.parse(out).rows).toBe(2)
  })

  it('names a place that cannot be written', async () => {
    const { code, err } = await run(['export', 'meetings', '--out', 'no/such/place.jsonl'])

    expect(code).toBe(1)
    expect(err).toContain(join('no', 'such', 'place.jsonl'))
  })

  it('names what does not exist as the server does', async () => {
    answer = (_request, response) =>
      sendProblem(response, 404, 'not_found', { detail: 'There is no export of "nonsense": ask for meetings.' })
    const { code, err } = await run(['export', 'nonsense', '--out', 'x.jsonl'])

    expect(code).toBe(1)
    expect(err).toContain('"nonsense"')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('everything', () => {
  it('comes to one directory, of one moment, with a manifest that holds', async () => {
    const { code, err } = await run(['export', '--all', 'all'])
    const folder = join(cwd, 'all')
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    const files = exportKindNames.map((what) => `${what}.jsonl`)

    expect(code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual([...files, 'manifest.json'].sort())
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(manifest).toMatchObject({ throughline: '0.0.0', recordVersion: '7', format: 'jsonl', skipped: [] })
    for (const { file, sha256, rows, bytes } of manifest.files) {
      const text = readFileSync(join(folder, file))
      expect([sha256, rows, bytes]).toEqual([digestOf(text), 1, text.length])
    }
    expect(server.received.slice(1).every(({ path }) => path.includes('point=7%402026-03-04T10'))).toBe(true)
    expect(server.received.map(({ path }) => path).join(' ')).toMatch(/transitions\.jsonl\?[^ ]*superseded=true/)
    for (const what of exportKindNames) expect(err).toContain(`${what}: 1 row`)
  })

  it('leaves out what the key may not have, says so, and ends with 3', async () => {
    const usual = answer
    answer = (request, response) =>
      request.path.includes('/audit.') ? sendProblem(response, 403, 'forbidden') : usual(request, response)
    const { code, err } = await run(['export', '--all', 'all'])

    expect(code).toBe(3)
    expect(err).toContain('audit: left out')
    expect(JSON.parse(readFileSync(join(cwd, 'all', 'manifest.json'), 'utf8')).skipped).toEqual(['audit'])
  })

  it('is refused where something is already, unless it is forced', async () => {
    writeFileSync(join(cwd, 'meetings.jsonl'), 'before')
    const refused = await run(['export', '--all', '.'])
    const untouched = readFileSync(join(cwd, 'meetings.jsonl'), 'utf8')
    const forced = await run(['export', '--all', '.', '--force'])

    expect([refused.code, untouched, forced.code]).toEqual([2, 'before', 0])
    expect(refused.err).toContain('--force')
    expect(readFileSync(join(cwd, 'meetings.jsonl'), 'utf8')).toBe(hostile)
  })

  it('has no manifest, also no earlier one, when a part breaks off', async () => {
    await run(['export', '--all', 'all'])
    const usual = answer
    answer = (request, response) => {
      if (!request.path.includes('/facts.')) return usual(request, response)
      response.writeHead(200)
      response.write(hostile, () => response.destroy())
    }
    const { code } = await run(['export', '--all', 'all', '--force'])

    expect(code).toBe(1)
    expect(existsSync(join(cwd, 'all', 'manifest.json'))).toBe(false)
    expect(readdirSync(join(cwd, 'all')).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it.each([
    [['export'], 'Say what'],
    [['export', 'meetings', '--all', 'x'], '--all is everything'],
    [['export', '--all', 'x', '--format', 'md'], 'jsonl or csv'],
    [['export', 'meetings', '--since', 'soon'], 'Write a day'],
  ])('is asked for in one way: %j', async (argv, said) => {
    const { code, err } = await run(argv)

    expect([code, err]).toEqual([2, expect.stringContaining(said)])
    expect(server.received).toEqual([])
  })
})
