import { loadConfig } from '../platform/config.ts'
import type { Environment } from './environment.ts'
import { openCatalog } from './open-catalog.ts'

export type Reading = { usable: boolean; detail: string }

/** Which engine reads transcripts with these settings, and why; asks no provider. */
export const describeReading = (env: Environment): Reading => {
  try {
    const { models, providers } = openCatalog(loadConfig(env).llm)
    if (models.length === 0)
      return { usable: true, detail: 'rules, offline: no model is set (OPENAI_API_KEY or LLM_PROVIDERS_FILE)' }
    const keyless = providers.filter((one) => one.keyVariable !== null && one.key() === null)
    if (keyless.length > 0) {
      const missing = keyless.map((one) => `${one.keyVariable} for ${one.label}`).join(', ')
      return { usable: false, detail: `models are set and no key is: ${missing}; rules read what they cannot` }
    }
    const names = models.map((model) => model.id)
    const shown = names.length > 5 ? [...names.slice(0, 5), `${names.length - 5} more`] : names
    return { usable: true, detail: `models, ${shown.join(', ')}; rules where none of them answers` }
  } catch (error) {
    return { usable: false, detail: error instanceof Error ? error.message : String(error) }
  }
}
