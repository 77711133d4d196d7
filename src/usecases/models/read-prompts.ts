import { z } from 'zod'
import {
  type PromptProductRow,
  type PromptUseRow,
  readPromptProducts,
  readPromptUse,
} from '../../storage/read-prompt-record.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import { firstInstant, lastInstant, pointInTime } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import { isoOrNull } from '../views/common.ts'
import { costOf, dollars, shareOf } from '../views/money.ts'
import type { PromptView } from '../views/prompt-views.ts'
import type { ModelsPort, PromptRecord } from './ports.ts'

export const promptsQuery = z.strictObject({
  task: z.string().max(60).optional(),
  from: pointInTime.optional().describe('Use and quality from then on; otherwise from the first day'),
  to: pointInTime.optional(),
})

type Query = { tenantId: string } & z.infer<typeof promptsQuery>

/** Every version of every prompt: what it changed, how it scored, what it cost, and how often users put it right. */
export const createReadPrompts =
  ({ read, models }: { read: TenantWork; models: ModelsPort }) =>
  ({ tenantId, task, from, to }: Query): Promise<{ items: PromptView[] }> =>
    read(tenantId, async (tx) => {
      const zone = await readTimeZone(tx, tenantId)
      const period = {
        ...(from === undefined ? {} : { from: firstInstant(from, zone) }),
        ...(to === undefined ? {} : { to: lastInstant(to, zone) }),
      }
      const use = byPrompt(await readPromptUse(tx, tenantId, period))
      const products = byPrompt(await readPromptProducts(tx, tenantId, period))
      const known = models.prompts()
      const items = withStrangers(known, [...use.keys(), ...products.keys()])
        .filter((prompt) => task === undefined || prompt.task === task)
        .map((prompt) => toView(prompt, known, use.get(idOf(prompt)), products.get(idOf(prompt))))
      return { items }
    })

const byPrompt = <Row extends { promptVersion: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.promptVersion, row]))

const idOf = ({ task, version }: { task: string; version: number }): string => `${task}@${version}`

/** Versions that records still name and the program no longer has are shown, not forgotten. */
const withStrangers = (known: readonly PromptRecord[], named: readonly string[]): PromptRecord[] => {
  const strangers = [...new Set(named)]
    .filter((id) => !known.some((prompt) => idOf(prompt) === id))
    .map((id) => ({ ...splitId(id), label: 'unknown', change: '', scores: [] }))
  return [...known, ...strangers].sort((a, b) => (a.task < b.task ? -1 : a.task > b.task ? 1 : b.version - a.version))
}

const splitId = (id: string): { task: string; version: number } => {
  const at = id.lastIndexOf('@')
  const version = Number(id.slice(at + 1))
  return at > 0 && Number.isInteger(version) ? { task: id.slice(0, at), version } : { task: id, version: 0 }
}

const toView = (
  prompt: PromptRecord,
  known: readonly PromptRecord[],
  use: PromptUseRow | undefined,
  made: PromptProductRow | undefined,
): PromptView => ({
  id: idOf(prompt),
  task: prompt.task,
  version: prompt.version,
  label: prompt.label,
  changeLog: known
    .filter((one) => one.task === prompt.task && one.version <= prompt.version)
    .sort((a, b) => b.version - a.version)
    .map(({ version, change }) => ({ version, change })),
  scores: [...prompt.scores],
  live: {
    models: use?.models ?? [],
    calls: use?.calls ?? 0,
    cachedAnswers: use?.cachedAnswers ?? 0,
    successShare: shareOf(use?.okCalls ?? 0, use?.calls ?? 0),
    cost: use === undefined ? dollars('0') : costOf(use),
    knownCost: dollars(use?.knownCost ?? '0'),
    unknownCostCalls: use?.unknownCostCalls ?? 0,
    lastUsedAt: isoOrNull(use?.lastUsedAt ?? null),
  },
  quality: {
    transitions: made?.transitions ?? 0,
    insights: made?.insights ?? 0,
    summaries: made?.summaries ?? 0,
    corrected: made?.corrected ?? 0,
    asserted: made?.asserted ?? 0,
    vetoed: made?.vetoed ?? 0,
    relinked: made?.relinked ?? 0,
    correctionRate: shareOf(made?.corrected ?? 0, made?.transitions ?? 0),
  },
})
