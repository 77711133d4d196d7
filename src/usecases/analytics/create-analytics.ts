import type { ModelInForce } from '../entities/model-cache.ts'
import type { TenantWork } from '../tenant-work.ts'
import { createCounts } from './create-counts.ts'
import { createDurations } from './create-durations.ts'
import type { FlagsOf } from './flags-of.ts'
import type { HabitsOf } from './habits-cache.ts'
import { createListForecasts } from './list-forecasts.ts'
import { createListStale } from './list-stale.ts'
import { createReadForecast } from './read-forecast.ts'
import { createReadQuality } from './read-quality.ts'

type Deps = {
  read: TenantWork
  modelInForce: ModelInForce
  habitsOf: HabitsOf
  flagsOf: FlagsOf
  now: () => Date
}

/** What is computed over the record, and what is inferred from it. */
export const createAnalytics = (deps: Deps) => ({
  readForecast: createReadForecast(deps),
  listForecasts: createListForecasts(deps),
  listStale: createListStale(deps),
  readQuality: createReadQuality(deps),
  ...createCounts(deps),
  ...createDurations(deps),
})
