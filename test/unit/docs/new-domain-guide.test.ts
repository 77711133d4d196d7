import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tryModel } from '../../../src/main/try-model.ts'
import { runCaptured } from '../../support/cli.ts'

const page = new URL('../../../docs/guides/new-domain.md', import.meta.url)
const guide = readFileSync(page, 'utf8')
const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1] ?? '')

const commands = /^\$ throughline (models .*)\n([\s\S]*?)^```/gm
/** Each command of the guide with what it says there; `UPDATE_DOCS=1` writes what the product says instead. */
const shown = [...guide.matchAll(commands)].map((match) => ({
  line: match[1] ?? '',
  output: match[2] ?? '',
}))

describe('the guide to a new domain', () => {
  let cwd = ''

  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'throughline-guide-'))
    const names = [...guide.matchAll(/`(2026[\w-]+\.txt)`/g)].map((match) => match[1] ?? '')
    blocks('text').forEach((text, at) => {
      writeFileSync(join(cwd, names[at] ?? ''), text)
    })
  })
  afterAll(() => rmSync(cwd, { recursive: true, force: true }))

  const run = async (line: string, model: string) => {
    writeFileSync(join(cwd, 'shelter.yaml'), model)
    const { code, out, err } = await runCaptured(line.split(' '), { cwd, tryModel })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return out
  }

  it('shows what its commands say, first without and then with the words that were missing', async () => {
    const [model = '', ready = '', moves = ''] = blocks('yaml')
    const learnt = model
      .replace(/ {6}- value: ready\n.*\n/, ready)
      .replace(/ {8}setback: true .*\n/, (line) => line + moves)
    const [validated, first, second] = shown
    const said = [
      await run(validated?.line ?? '', model),
      await run(first?.line ?? '', model),
      await run(second?.line ?? '', learnt),
    ]

    expect(said[1]).not.toContain('→ ready')
    expect(said[2]).toContain('quarantine → ready')
    if (process.env.UPDATE_DOCS) writeFileSync(page, withOutputs(said))
    else expect(said).toEqual(shown.map(({ output }) => output))
  })
})

const withOutputs = (said: readonly string[]): string => {
  let at = 0
  return guide.replace(commands, (_all, line: string) => `$ throughline ${line}\n${said[at++]}\`\`\``)
}
