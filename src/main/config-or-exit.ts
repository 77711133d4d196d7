import { type Config, ConfigError, loadConfig } from '../platform/config.ts'
import { armFailpoints } from '../platform/failpoints.ts'
import { checkSecrets } from '../platform/secret-check.ts'
import type { Environment } from './environment.ts'
import { openCatalog } from './open-catalog.ts'

/**
 * Settings of this process; a bad one ends it with exit code 2, naming the variable. Those of models are followed to
 * where they lead, so that a server with a wrong name in its provider file does not start; nor does one in production,
 * open to others, whose passwords can be guessed.
 */
export const configOrExit = (env: Environment): Config => {
  try {
    const config = loadConfig(env)
    openCatalog(config.llm)
    armFailpoints(env)
    const { refusals } = checkSecrets(env)
    if (refusals.length > 0) throw new ConfigError(refusals.join('\n'))
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`Cannot start: ${error.message}\n`)
    process.exit(2)
  }
}
