import type { Command } from 'commander'
import { forecastType } from '../analytics-types.ts'
import type { CliDeps } from '../deps.ts'
import { findEntity } from '../lookup/find-entity.ts'
import { renderForecast } from '../render/forecast-card.ts'
import { openSession } from '../session.ts'
import { entityCommand } from './entity-command.ts'

export const forecastCommand = (deps: CliDeps): Command =>
  entityCommand('forecast', 'what is expected of a thing, and what about it deserves a look; inferred').action(
    async (name: string, options: { type?: string }, command: Command) => {
      const session = openSession(deps, command)
      const entity = await findEntity(session, name, options.type)
      const forecast = await session.client.get(`/v1/entities/${entity.id}/forecast`, forecastType)
      session.out.emit(forecast)
      session.out.print(renderForecast(forecast, session.out))
    },
  )
