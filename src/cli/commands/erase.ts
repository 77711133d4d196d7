import type { Command } from 'commander'
import { z } from 'zod'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

type Options = {
  meeting?: string
  person?: string
  name?: string
  email?: string
  keepSpoken?: boolean
  reason?: string
  dryRun?: boolean
}

const receiptType = z.looseObject({
  id: z.string(),
  counts: z.record(z.string(), z.number()).default({}),
  digest: z.string().default(''),
  verified: z.boolean().default(false),
})

/** The whole tenant is erased by who runs the installation, or over the API: not by a slip in a terminal. */
export const eraseCommand = (deps: CliDeps): Command =>
  newCommand('erase', 'remove a meeting or a person for good, with a receipt')
    .option('--meeting <id>', 'a meeting, with everything that shows what was said in it')
    .option('--person <id>', 'a person, by the id of the entity')
    .option('--name <name>', 'a person, by full name')
    .option('--email <address>', 'a person, by address')
    .option('--keep-spoken', 'of a person: keep what they said, without their name')
    .option('--reason <reference>', 'such as the number of a ticket; the receipt keeps it')
    .option('--dry-run', 'only count what would go')
    .action(async (options: Options, command: Command) => {
      const { meeting: meetingId, person: personId, name, email, reason, dryRun = false } = options
      if ([meetingId, personId ?? name ?? email].filter((one) => one !== undefined).length !== 1)
        throw usageError('Say what to erase: --meeting, or one person by --person, --name or --email.')
      const { client, out } = openSession(deps, command)
      const includeSpoken = options.keepSpoken !== true
      const body = { meetingId, personId, name, email, reason, includeSpoken, dryRun }
      const receipt = await client.post('/v1/erasures', receiptType, { body })
      out.emit(receipt)
      for (const [table, rows] of Object.entries(receipt.counts)) if (rows > 0) out.print(`${table}: ${rows}`)
      if (dryRun) return out.print(out.style.dim('nothing was written'))
      out.print(receipt.verified ? `erased; nothing remains (receipt ${receipt.id})` : `receipt ${receipt.id}`)
      if (!receipt.verified) out.note('Something remains: erase again when the runs of these meetings have ended.')
    })
