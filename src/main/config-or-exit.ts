import { type Config, ConfigError, loadConfig } from '../platform/config.ts'
import { armFailpoints } from '../platform/failpoints.ts'
import type { Environment } from './environment.ts'
import { openCatalog } from './open-catalog.ts'

/**
 * Settings of this process; a bad one ends it with exit code 2, naming the variable. Those of models are followed to
 * where they lead, so that a server with a wrong name in its provider file does not start.
 */
export const configOrExit = (env: Environment): Config => {
  try {
    const config = loadConfig(env)
    openCatalog(config.llm)
    armFailpoints(env)
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`Cannot start: ${error.message}\n`)
    process.exit(2)
  }
}
