import { resolve } from 'node:path'
import type { Command } from 'commander'
import { exportKindNames } from '../../usecases/export/kinds.ts'
import type { CliDeps } from '../deps.ts'
import { usageError } from '../errors.ts'
import { exportAll } from '../export/export-all.ts'
import { printExport } from '../export/print-export.ts'
import { saveExport } from '../export/save-export.ts'
import { counted } from '../render/layout.ts'
import { openSession } from '../session.ts'
import { dayOrInstant, newCommand } from './global-options.ts'

type Options = {
  format: string
  out?: string
  all?: string
  force?: boolean
  since?: string
  type?: string
  series?: string
  superseded?: boolean
}

export const exportCommand = (deps: CliDeps): Command =>
  newCommand('export', 'take along what is stored: one kind of it, or all')
    .argument('[what]', exportKindNames.join(', '))
    .option('--format <format>', 'jsonl or csv; of entities also md and ics, of insights also ics', 'jsonl')
    .option('--out <file>', 'into this file, which has its name when it is complete')
    .option('--all <directory>', 'everything, with a manifest of counts and digests')
    .option('--force', 'with --all: write over what is in the directory')
    .option(
      '--since <when>',
      'meetings and what was read in them from this day on; of the rest what was stored since',
      dayOrInstant,
    )
    .option('--type <type>', 'only meetings, things, transitions, facts, insights or events of this type')
    .option('--series <name>', 'only what is from meetings of this series')
    .option('--superseded', 'of transitions: also what was believed once')
    .action(async (what: string | undefined, options: Options, command: Command) => {
      const { format, out: file, all: directory, force = false, since, type, series, superseded } = options
      const query = { since, type, series, ...(superseded ? { superseded: 'true' } : {}) }
      const session = openSession(deps, command)
      if (directory !== undefined) {
        const more = [what, file, ...Object.values(query)].some((given) => given !== undefined)
        if (more) throw usageError('--all is everything: leave out the name, --out and the filters.')
        if (format !== 'jsonl' && format !== 'csv') throw usageError('--all takes --format jsonl or csv.')
        return exportAll(session, { directory, format, force })
      }
      if (what === undefined) throw usageError(`Say what: ${exportKindNames.join(', ')}; or --all <directory>.`)
      const { client, out } = session
      const path = `/v1/exports/${encodeURIComponent(what)}.${encodeURIComponent(format)}`
      const response = await client.download(path, query)
      if (file === undefined) return printExport(response, deps)
      const saved = await saveExport(response, resolve(deps.cwd, file), format)
      const recordVersion = response.headers.get('record-version')
      out.emit({ what, file, recordVersion, ...saved })
      out.print(saved.rows === null ? `${what} in ${file}` : `${counted(saved.rows, 'row')} in ${file}`)
    })
