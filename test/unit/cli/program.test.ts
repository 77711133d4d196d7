import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../../src/cli/program.ts'
import { captureCli, runCaptured, sendJson } from '../../support/cli.ts'
import { useCli } from '../../support/use-cli.ts'

const { cli, home, server, start } = useCli({
  'one-2026-03-02.txt': 'Ana: Hi.',
  'two-2026-03-03.txt': 'Ana: Hi again.',
})

const pageOf = (items: unknown[]) => ({ items, nextCursor: null })

describe('the command line', () => {
  it.each([
    ['an unknown command', ['dance']],
    ['an unknown option', ['timeline', 'x', '--bogus']],
    ['a missing argument', ['timeline']],
    ['an argument too many', ['watch', 'a', 'b']],
    ['no command', []],
    ['a number that is none', ['changes', '--limit', 'many']],
    ['a day that is none', ['state', 'x', '--at', 'yesterday']],
    ['a file that is not there', ['submit', 'nowhere.txt', '--url', 'http://127.0.0.1:9']],
    ['a title for many meetings', ['submit', '.', '--title', 'x', '--url', 'http://127.0.0.1:9']],
    ['an address that is none', ['runs', '--url', 'localhost:3000']],
    ['no server at all', ['runs']],
  ])('exits 2 on %s', async (_what, argv) => {
    const { code, out, err } = await cli(argv)

    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).not.toBe('')
  })

  it.each([[['--help']], [['--version']], [['submit', '--help']]])(
    'exits 0 on %s and writes to stdout',
    async (argv) => {
      const { code, out } = await cli(argv)

      expect(code).toBe(0)
      expect(out).not.toBe('')
    },
  )

  it('describes every command', () => {
    const { commands } = createProgram(captureCli().deps)

    expect(commands.map((command) => command.name())).toEqual(expect.arrayContaining(['submit', 'timeline', 'doctor']))
    expect(commands.filter((command) => command.description() === '')).toEqual([])
  })

  it('takes commands of other rooms in, with the same treatment of mistakes', async () => {
    let ran = false
    const extra = new Command('launch').action(() => {
      ran = true
    })

    expect(await runCaptured(['launch'], { extraCommands: [extra] })).toMatchObject({ code: 0 })
    expect(ran).toBe(true)
    expect(await runCaptured(['launch', '--bogus'], { extraCommands: [extra] })).toMatchObject({ code: 2 })
  })

  it('finds the server that start left in the home folder', async () => {
    const { url, received } = await start((_request, response) => sendJson(response, 200, pageOf([])))
    writeFileSync(join(home(), 'client.json'), JSON.stringify({ url, key: 'left-behind' }))

    const { code } = await runCaptured(['runs'], { env: { THROUGHLINE_HOME: home() } })

    expect(code).toBe(0)
    expect(received[0]?.headers.authorization).toBe('Bearer left-behind')
  })

  it('prefers a flag to the environment', async () => {
    await cli(['runs', '--key', 'from-flag'], (_request, response) => sendJson(response, 200, pageOf([])))

    expect(server()?.received[0]?.headers.authorization).toBe('Bearer from-flag')
  })
})

describe('doctor', () => {
  it('tells each setting with its origin, and hides secrets', async () => {
    const env = { PORT: '4000', DATABASE_URL: 'postgres://user:hidden@db/x', THROUGHLINE_KEY: 'tl_live_very_secret' }

    const { code, out } = await cli(['doctor', '--json'], undefined, env)

    const { settings } = JSON.parse(out) as { settings: { name: string; value: string; origin: string }[] }
    expect(code).toBe(0)
    expect(settings).toContainEqual({ name: 'PORT', value: '4000', origin: 'environment' })
    expect(settings).toContainEqual({ name: 'HOST', value: '127.0.0.1', origin: 'default' })
    expect(out).not.toMatch(/hidden|very_secret/)
  })

  it('exits 2 on a setting that cannot be used, and names it', async () => {
    const { code, err } = await cli(['doctor'], undefined, { PORT: 'many' })

    expect(code).toBe(2)
    expect(err).toContain('PORT=many')
  })

  it('exits 1 when the server does not answer', async () => {
    const { code, out } = await cli(['doctor', '--url', 'http://127.0.0.1:9'])

    expect(code).toBe(1)
    expect(out).toContain('does not answer')
  })
})
