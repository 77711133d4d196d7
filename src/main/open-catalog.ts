import { readFileSync } from 'node:fs'
import type { ModelCatalog } from '../llm/catalog/catalog.ts'
import { loadModelCatalog } from '../llm/catalog/load-model-catalog.ts'
import { parseProviderFile } from '../llm/catalog/provider-file.ts'
import { ConfigError, type LlmConfig } from '../platform/config.ts'

/** The models that the settings of this process allow; a `ConfigError` names what of them leads nowhere. */
export const openCatalog = (llm: LlmConfig): ModelCatalog => {
  const path = llm.providersFile
  const file = path === undefined ? null : parseProviderFile(readText(path), path)
  return loadModelCatalog({ llm, file, day: new Date() })
}

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`LLM_PROVIDERS_FILE=${path}: the file cannot be read (${(error as Error).message})`)
  }
}
