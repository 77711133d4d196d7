import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { runChecks } from '../doctor/checks.ts'
import { effectiveSettings } from '../doctor/settings.ts'
import { CliError, exitCodes } from '../errors.ts'
import { renderTable } from '../render/table.ts'
import { openSession } from '../session.ts'
import { newCommand } from './global-options.ts'

export const doctorCommand = (deps: CliDeps): Command =>
  newCommand('doctor', 'what is set and where it comes from; what works and what does not').action(
    async (_options: unknown, command: Command) => {
      const { connection, out } = openSession(deps, command)
      const settings = effectiveSettings(deps.env, connection)
      const checks = await runChecks(deps, connection)
      out.emit({ settings, checks })
      const marks = { ok: out.style.green('✔'), failed: out.style.red('✖'), unknown: out.style.dim('·') }
      const settingColumns = [
        { title: 'setting', value: (row: (typeof settings)[number]) => row.name },
        { title: 'value', value: (row: (typeof settings)[number]) => row.value ?? '', flexible: true },
        { title: 'from', value: (row: (typeof settings)[number]) => row.origin },
      ]
      out.print(renderTable(settingColumns, settings, out))
      out.print('')
      for (const check of checks) out.print(`${marks[check.result]} ${check.name}: ${check.detail}`)
      const wrong = settings.find((setting) => setting.problem)
      if (wrong) throw new CliError(exitCodes.usage, `${wrong.name}=${wrong.value}: ${wrong.problem}`)
      if (checks.some((check) => check.result === 'failed')) throw new CliError(exitCodes.failed)
    },
  )
