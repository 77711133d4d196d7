import { Command } from 'commander'
import { failure, usageError } from '../cli/errors.ts'
import { configOrExit } from './config-or-exit.ts'
import type { Environment } from './environment.ts'
import { onDatabase, printLine } from './on-database.ts'

/** Changes the key of the secrets at rest while everything runs. Neither secrets nor keys are ever printed. */
export const secretsCommand = (env: Environment): Command =>
  new Command('secrets').description('secrets at rest, on the machine of the database, without a key').addCommand(
    new Command('reseal')
      .description('seal all of them with the first key of SECRETS_KEY; what the other keys sealed is opened with them')
      .option('--dry-run', 'only count what is sealed with another key or not at all')
      .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
        if (configOrExit(env).secretKeys().length === 0)
          throw usageError(
            'SECRETS_KEY is not set: there is no key to seal with (`openssl rand -base64 32` makes one).',
          )
        await onDatabase(env, 'resealSecrets', async (usecases) => {
          const { shut, ...counts } = await usecases.resealSecrets({ dryRun })
          printLine({ ...counts, shut: shut.length, dryRun })
          if (shut.length > 0)
            throw failure(
              `No key of SECRETS_KEY opens ${shut.length} of them; add the key that sealed them, or give these webhooks ` +
                `new secrets (\`webhooks rotate\`): ${shut.slice(0, 20).join(', ')}.`,
            )
        })
      }),
  )
