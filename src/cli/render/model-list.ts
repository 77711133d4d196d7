import type { CatalogueType, PromptType, RouteType } from '../model-types.ts'
import { type Canvas, indent } from './layout.ts'
import { formatCount, formatMoney, formatShare } from './money.ts'
import { words } from './phrases.ts'
import { renderTable } from './table.ts'
import { cleanLine, wrap } from './text.ts'

type Model = CatalogueType['models'][number]

/** The models that may be asked, with what a million tokens cost. */
export const renderModels = (models: readonly Model[], canvas: Canvas): string =>
  renderTable<Model>(
    [
      { title: 'model', value: (model) => model.id, flexible: true },
      { title: 'good for', value: (model) => model.tiers.map(words).join(', '), flexible: true },
      { title: 'window', value: (model) => formatCount(model.contextWindow), right: true },
      { title: '$ in', value: (model) => model.price?.input ?? 'unknown', right: true },
      { title: '$ out', value: (model) => model.price?.output ?? 'unknown', right: true },
      {
        title: 'lately',
        value: (model) => (model.health ? `${formatShare(model.health.successShare)} ok` : 'not asked'),
      },
    ],
    models,
    canvas,
  )

/** Why a task asks the models that it asks, in their order, and not the others. */
export const renderRoute = ({ task, tier, chain, rejected }: RouteType, { style, width }: Canvas): string => {
  const reason = (sign: string, model: string, why: string): string[] => [
    `  ${sign} ${style.bold(cleanLine(model))}`,
    ...indent(wrap(cleanLine(why), width - 6), '      '),
  ]
  return [
    `${style.bold(words(task))} ${style.dim(`needs a model for ${words(tier)} work`)}`,
    ...chain.flatMap(({ model, why }, at) => reason(`${at + 1}.`, model, why)),
    chain.length === 0 ? '  nobody may be asked: it is done offline' : style.dim('  then offline'),
    ...rejected.flatMap(({ model, reason: why }) => reason(style.red('✖'), model, why)),
  ].join('\n')
}

/** Versions of prompts with how they scored, what they cost, and how often users put them right. */
export const renderPrompts = (prompts: readonly PromptType[], canvas: Canvas): string =>
  renderTable<PromptType>(
    [
      { title: 'prompt', value: (prompt) => prompt.id, flexible: true },
      { title: 'label', value: (prompt) => prompt.label },
      { title: 'scores', value: describeScores, flexible: true },
      { title: 'calls', value: (prompt) => formatCount(prompt.live.calls), right: true },
      { title: 'cost', value: (prompt) => formatMoney(prompt.live.cost), right: true },
      { title: 'changes', value: (prompt) => formatCount(prompt.quality.transitions), right: true },
      { title: 'corrected', value: (prompt) => formatShare(prompt.quality.correctionRate), right: true },
    ],
    prompts,
    canvas,
  )

const describeScores = ({ scores }: PromptType): string =>
  scores.length === 0
    ? 'not measured'
    : scores.map(({ metric, value, samples }) => `${metric} ${value} of ${formatCount(samples)}`).join(', ')
