import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')

type Result = { exitCode: number; stdout: string; stderr: string }

const runEval = (...args: string[]): Promise<Result> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', join(root, 'evals/run.ts'), ...args],
      { cwd: root },
      (error, stdout, stderr) => resolve({ exitCode: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    )
  })

describe('npm run eval', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-eval-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('scores the set of this repository no worse than its baseline', async () => {
    const { exitCode, stderr } = await runEval('--check')
    expect(stderr).toContain('no score fell')
    expect(exitCode).toBe(0)
  })

  it('prints one JSON document, the same each time', async () => {
    const [one, other] = [await runEval('--json'), await runEval('--json')]
    const withoutTiming = (text: string) => {
      const { engineVersion, sets } = JSON.parse(text) as { engineVersion: string; sets: Record<string, unknown>[] }
      return { engineVersion, sets: sets.map(({ timing: _, ...rest }) => rest) }
    }
    expect(withoutTiming(one.stdout)).toEqual(withoutTiming(other.stdout))
    expect(withoutTiming(one.stdout).sets).toMatchObject([{ set: 'own', scores: { transitionF1: expect.any(Number) } }])
  })

  it('writes predictions as JSON lines', async () => {
    const file = join(folder, 'predictions.jsonl')
    await runEval('--predictions', file, '--catalogue', 'none')
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows.find((row) => row.kind === 'transition')).toMatchObject({
      meetingId: expect.stringMatching(/^(library|bicycle-parts)-2025-/),
      entity: expect.any(String),
      dimension: expect.any(String),
    })
  })

  it('exits 2 and says why when there is nothing to read', async () => {
    expect(await runEval('--data', join(folder, 'absent'))).toMatchObject({ exitCode: 2, stdout: '' })
    expect((await runEval('--data', folder)).stderr).toContain('no labelled set was found')
    expect((await runEval('--variant', 'cooked')).stderr).toContain('--variant is "cooked": use minutes or raw')
  })
})
