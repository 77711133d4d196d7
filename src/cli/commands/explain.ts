import type { Command } from 'commander'
import { type ExplainedFactType, explainedFactType } from '../api-types.ts'
import { collect } from '../collect.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { counted } from '../render/layout.ts'
import { renderSpoken, type Spoken } from '../render/spoken.ts'
import { openSession } from '../session.ts'
import { entityCommand } from './entity-command.ts'
import { positiveInteger } from './global-options.ts'

type Options = { type?: string; dimension?: string; limit: number }

export const explainCommand = (deps: CliDeps): Command =>
  entityCommand('explain', 'everything that was said about a thing, and what became of it')
    .option('--dimension <name>', 'only this dimension, such as status or due_date')
    .option('--limit <n>', 'at most this many', positiveInteger, 200)
    .action(async (name: string, options: Options, command: Command) => {
      const session = openSession(deps, command)
      const { client, out } = session
      const entity = await findEntity(session, name, options.type)
      const query = { dimension: options.dimension }
      const pages = client.list(`/v1/entities/${entity.id}/explain`, explainedFactType, query, options.limit)
      const facts = await collect(pages, out.emit)
      const spoken = facts.map((fact) => toSpoken(fact, entity.name))
      out.print(renderSpoken(entity.name, spoken, out))
      out.print(out.style.dim(counted(facts.length, 'fact')))
    })

const toSpoken = (fact: ExplainedFactType, name: string): Spoken => ({
  verdict: fact.verdict === 'not_asserted' && fact.modality ? fact.modality : fact.verdict,
  because: fact.because,
  about: fact.about === null || fact.about === name ? '' : fact.about,
  dimension: fact.dimension,
  value: fact.value,
  quote: fact.quote ?? '',
  speaker: fact.speaker,
  meeting: fact.meetingTitle,
  occurredAt: fact.occurredAt,
})
