import { Command } from 'commander'
import { z } from 'zod'
import { usageError } from '../cli/errors.ts'
import { newTenant } from '../usecases/setup/manage-tenants.ts'
import { toErasureView } from '../usecases/views/erasure-view.ts'
import type { Environment } from './environment.ts'
import { limitsCommand } from './limits-command.ts'
import { onDatabase, operator, printLine } from './on-database.ts'

/** Tenants of this installation. They work on its database and need no key: whoever can reach that, runs it. */
export const tenantCommands = (env: Environment): Command =>
  new Command('tenants')
    .description(
      'tenants of this installation: list, create, suspend, resume, limits, erase; on its own machine, without a key',
    )
    .addCommand(list(env), { isDefault: true })
    .addCommand(create(env))
    .addCommand(suspension(env, 'suspend', 'shut a tenant out; what it has stays'))
    .addCommand(suspension(env, 'resume', 'let a suspended tenant in again'))
    .addCommand(limitsCommand(env))
    .addCommand(erase(env))

const list = (env: Environment): Command =>
  new Command('list').description('all of them, the oldest first').action(() =>
    onDatabase(env, 'listTenants', async (usecases) => {
      for (const { id, name, timeZone, createdAt, suspendedAt } of await usecases.listTenants())
        printLine({ tenantId: id, name, timeZone, createdAt, suspendedAt })
    }),
  )

const create = (env: Environment): Command =>
  new Command('create')
    .description('make a tenant; its first key is shown this once')
    .argument('<name>', 'what it is called')
    .option('--time-zone <zone>', 'where its days begin', 'UTC')
    .action((name: string, { timeZone }: { timeZone: string }) => {
      const tenant = newTenant.safeParse({ name, timeZone })
      if (!tenant.success) throw usageError(z.prettifyError(tenant.error))
      return onDatabase(env, 'createTenant', async (usecases) => printLine(await usecases.createTenant(tenant.data)))
    })

const suspension = (env: Environment, word: 'suspend' | 'resume', description: string): Command =>
  new Command(word)
    .description(description)
    .argument('<id>', 'id of the tenant')
    .action((tenantId: string) =>
      onDatabase(env, `${word}Tenant`, async (usecases) => {
        const suspended = word === 'suspend'
        await usecases.suspendTenant({ tenantId, suspended })
        printLine({ tenantId, suspended })
      }),
    )

const erase = (env: Environment): Command =>
  new Command('erase')
    .description('remove a tenant with all that it has; the receipt is printed and stays. Run again, it goes on.')
    .argument('<id>', 'id of the tenant')
    .option('--reason <reference>', 'such as the number of a ticket; the receipt keeps it')
    .option('--dry-run', 'only count what would go')
    .action((tenantId: string, { reason = null, dryRun = false }: { reason?: string | null; dryRun?: boolean }) =>
      onDatabase(env, 'eraseTenant', async (usecases) =>
        printLine(toErasureView(await usecases.eraseTenant({ tenantId, actor: operator(), reason, dryRun }), dryRun)),
      ),
    )
