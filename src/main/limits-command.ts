import { Command } from 'commander'
import { z } from 'zod'
import { usageError } from '../cli/errors.ts'
import type { Usecases } from '../usecases/create-usecases.ts'
import { changeTenantBody } from '../usecases/setup/tenant-limits.ts'
import type { Environment } from './environment.ts'
import { onDatabase, printLine } from './on-database.ts'

type Options = { perMinute?: string; requests?: string; waiting?: string; budget?: string; clear?: boolean }

/** Shows what holds for one tenant and who set it, after changing what is told. */
export const limitsCommand = (env: Environment): Command =>
  new Command('limits')
    .description('show the limits of a tenant and who set each, or set them; they hold within five seconds')
    .argument('<tenant>', 'its id, or its name where no other has it')
    .option('--per-minute <n>', 'meetings taken from it in any 60 seconds')
    .option('--requests <n>', 'requests of one key a minute, for each API process')
    .option('--waiting <n>', 'runs that may wait to be admitted')
    .option('--budget <usd>', 'US dollars for models in one UTC day; 0: none, work goes on offline')
    .option('--clear', 'take away what was set before, so that what the installation says holds again')
    .action((tenant: string, options: Options) => {
      const change = changeOf(options)
      return onDatabase(env, 'changeTenant', async (usecases) => {
        const tenantId = await findTenant(usecases, tenant)
        const view =
          change === null ? await usecases.readTenant(tenantId) : await usecases.changeTenant(tenantId, change)
        printLine(view)
      })
    })

const changeOf = (options: Options): z.infer<typeof changeTenantBody> | null => {
  const cleared = options.clear
    ? { requestsPerMinute: null, submissionsPerMinute: null, waitingRuns: null, dailyBudget: null }
    : {}
  const set = {
    ...(options.perMinute !== undefined && { submissionsPerMinute: numberOf(options.perMinute) }),
    ...(options.requests !== undefined && { requestsPerMinute: numberOf(options.requests) }),
    ...(options.waiting !== undefined && { waitingRuns: numberOf(options.waiting) }),
    ...(options.budget !== undefined && { dailyBudget: options.budget }),
  }
  const limits = { ...cleared, ...set }
  if (Object.keys(limits).length === 0) return null
  const change = changeTenantBody.safeParse({ limits })
  if (!change.success) throw usageError(z.prettifyError(change.error))
  return change.data
}

/** What is no number stays a text, and the schema says so. */
const numberOf = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text)

const findTenant = async (usecases: Usecases, wanted: string): Promise<string> => {
  const tenants = await usecases.listTenants()
  const found = tenants.filter(({ id, name }) => id === wanted.toLowerCase() || name === wanted)
  if (found.length === 1 && found[0] !== undefined) return found[0].id
  throw usageError(
    found.length === 0
      ? `There is no tenant "${wanted}"; \`throughline tenants\` lists them.`
      : `${found.length} tenants are called "${wanted}"; name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
  )
}
