import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { loadInput } from '../input/load-input.ts'
import type { MeetingFlags } from '../input/read-meetings.ts'
import { estimateType } from '../model-types.ts'
import { renderEstimate } from '../render/estimate-card.ts'
import { openSession } from '../session.ts'
import { commaList, newCommand, positiveInteger } from './global-options.ts'

type Options = MeetingFlags & { perDay: number; personas?: string[] }

export const estimateCommand = (deps: CliDeps): Command =>
  newCommand('estimate', 'what meetings would cost, without sending them')
    .argument('<paths...>', 'what `submit` takes: transcripts, meetings, folders of them, or -')
    .option('--per-day <n>', 'what so many of them a day would cost', positiveInteger, 1)
    .option('-t, --title <title>', 'title; otherwise from the file')
    .option('--personas <codes>', 'personas to summarize for, separated by commas', commaList)
    .action(async (paths: string[], { perDay, ...flags }: Options, command: Command) => {
      const { client, out } = openSession(deps, command)
      const meetings = await loadInput(deps, paths, { source: 'upload', ...flags })
      for (const [at, { label, body }] of meetings.entries()) {
        const estimate = await client.post('/v1/estimate', estimateType, { body, query: { perDay } })
        out.emit({ file: label, ...estimate })
        if (at > 0) out.print('')
        out.print(renderEstimate(label, estimate, out))
      }
    })
