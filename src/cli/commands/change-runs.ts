import { type Command, Option } from 'commander'
import type { CliDeps } from '../deps.ts'
import { CliError, exitCodes, usageError } from '../errors.ts'
import { counted } from '../render/layout.ts'
import { changedRunsType, runType } from '../run-types.ts'
import { openSession, type Session } from '../session.ts'
import { newCommand, positiveInteger } from './global-options.ts'

type Verb = 'resume' | 'replay' | 'cancel' | 'park'
type Options = Record<string, string | boolean | number | undefined> & {
  parked?: boolean
  all?: boolean
  dryRun?: boolean
  from?: string
  limit?: number
}
type Changed = { done: number; refused: number }

const stopping: ReadonlySet<Verb> = new Set(['cancel', 'park'])
const filters = ['status', 'code', 'kind', 'series', 'project', 'since', 'until'] as const
const pageSize = 200

/** `<verb> [runs...]`: the runs that are named, or all that the filters choose, page by page. */
export const changeRunsCommand = (deps: CliDeps, verb: Verb, summary: string): Command => {
  const statuses = stopping.has(verb)
    ? ['accepted', 'running']
    : ['parked', 'failed', 'cancelled', 'completed_with_gaps', ...(verb === 'replay' ? ['completed'] : [])]
  const command = newCommand(verb, summary)
    .argument('[runs...]', 'ids of runs; or choose them with the options')
    .addOption(new Option('--status <status>', 'all runs with this status').choices(statuses))
    .option('--code <code>', 'only those that ended with this error code')
    .option('--kind <kind>', 'only those of this kind: meeting, reprocess, upgrade, respot or refold')
    .option('--meeting <id>', 'only those of this meeting')
    .option('--series <name>', 'only those of meetings of this series')
    .option('--project <name>', 'only those of meetings of this project')
    .option('--since <moment>', 'only those accepted then or later')
    .option('--until <moment>', 'only those accepted before')
    .option('--dry-run', 'only say how many')
    .option('--limit <n>', 'at most this many', positiveInteger)
  if (stopping.has(verb)) command.option('--all', 'all runs that have not ended')
  else command.option('--parked', 'all parked runs')
  if (verb === 'resume') command.option('--from <step>', 'do this step again, and those that need it')
  return command.action(async (ids: string[], options: Options, self: Command) => {
    const session = openSession(deps, self)
    if (ids.length > 0 && options.dryRun) throw usageError('--dry-run is for runs that options choose.')
    const changed =
      ids.length > 0 ? await changeEach(session, verb, ids, options) : await changeChosen(session, verb, options)
    if (changed === null) return
    session.out.note(counted(changed.done, 'run'))
    if (changed.refused > 0) throw new CliError(changed.done === 0 ? exitCodes.failed : exitCodes.partial)
  })
}

const changeEach = async (
  { client, out }: Session,
  verb: Verb,
  ids: readonly string[],
  { from }: Options,
): Promise<Changed> => {
  const changed: Changed = { done: 0, refused: 0 }
  for (const id of ids) {
    try {
      const run = await client.post(`/v1/runs/${encodeURIComponent(id)}/${verb}`, runType, { query: { from } })
      out.emit({ runId: run.id, status: run.status })
      out.print(`${run.id}  ${run.status}`)
      changed.done += 1
    } catch (error) {
      changed.refused += 1
      out.note(`${id}: ${(error as Error).message}`)
    }
  }
  return changed
}

const changeChosen = async ({ client, out }: Session, verb: Verb, options: Options): Promise<Changed | null> => {
  const status = options.parked ? 'parked' : options.status
  const chosen = Object.fromEntries(filters.map((name) => [name, options[name]]))
  const body = { ...chosen, status, meetingId: options.meeting, from: options.from }
  if (!options.all && Object.values(body).every((value) => value === undefined))
    throw usageError('Which runs? Give ids, or choose with the options.')
  const path = `/v1/runs/${verb}`
  const look = await client.post(path, changedRunsType, { body: { ...body, dryRun: true } })
  const most = Math.min(look.matched, options.limit ?? look.matched)
  if (options.dryRun) {
    out.emit({ matched: look.matched })
    out.print(`${verb}: ${counted(look.matched, 'run')} would be changed`)
    return null
  }
  const changed: Changed = { done: 0, refused: 0 }
  let cursor: string | null | undefined
  while (changed.done + changed.refused < most) {
    const limit = Math.min(pageSize, most - changed.done - changed.refused)
    const answer = await client.post(path, changedRunsType, { body: { ...body, limit, cursor, dryRun: false } })
    for (const runId of answer.changed) out.emit({ runId })
    for (const runId of answer.changed) out.print(runId)
    for (const { runId, reason } of answer.refused) out.note(`${runId}: ${reason}`)
    changed.done += answer.changed.length
    changed.refused += answer.refused.length
    cursor = answer.nextCursor
    if (most > pageSize) out.note(`${changed.done + changed.refused} of ${most}`)
    if (!cursor) break
  }
  return changed
}
