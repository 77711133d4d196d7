import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadModelCatalog } from '../../../src/llm/catalog/load-model-catalog.ts'
import { parseProviderFile } from '../../../src/llm/catalog/provider-file.ts'
import { explainRoute } from '../../../src/llm/routing/explain-route.ts'
import { tasks } from '../../../src/llm/tasks.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { settingsSchema } from '../../../src/platform/settings.ts'

const guide = readFileSync(new URL('../../../docs/guides/models.md', import.meta.url), 'utf8')

describe('the guide to models', () => {
  it('shows a provider file that works as it says', () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
    const { llm } = loadConfig({ OPENAI_API_KEY: 'x', HOUSE_API_KEY: 'y' })
    const catalog = loadModelCatalog({ llm, file: parseProviderFile(yaml, 'guide.yaml'), day: new Date('2026-03-04') })
    const first = (task: 'extract_observations' | 'summarize_meeting' | 'judge_names') => {
      const { name, tier, maxOutputTokens } = tasks[task]
      return explainRoute({ catalog, task: name, tier, maxOutputTokens, promptTokens: 8_000 }).chain.map(
        (one) => one.model,
      )
    }

    expect(first('extract_observations')).toEqual(['openai/gpt-4o', 'house/llama-3.3-70b'])
    expect(first('judge_names')).toEqual(['house/llama-3.3-70b', 'openai/gpt-4o'])
    expect(first('summarize_meeting')).toEqual(['house/llama-3.3-70b'])
  })

  it('names settings and tasks that exist', () => {
    const named = [...guide.matchAll(/`((?:LLM|MAX)_[A-Z_]+)/g)].map((match) => match[1] ?? '')

    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in settingsSchema.shape))).toEqual([])
    for (const task of Object.keys(tasks)) expect(guide).toContain(`\`${task}\``)
  })
})
