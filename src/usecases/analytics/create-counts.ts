import type { z } from 'zod'
import { countByValue, countMoves, countOwned, countReached } from '../../storage/read-analytics.ts'
import { readTimeZone } from '../../storage/tenants.ts'
import type { ModelInForce } from '../entities/model-cache.ts'
import { lastInstant } from '../points-in-time.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { FlowView, OwnershipView, StatusView, ThroughputView } from '../views/analytics-views.ts'
import { iso, isoOrNull } from '../views/common.ts'
import {
  chosenDimensions,
  hasValues,
  type ownershipQuery,
  periodOf,
  type periodOnlyQuery,
  type statusQuery,
  type throughputQuery,
} from './analytics-query.ts'
import { endedValues } from './ended-values.ts'

type Deps = { read: TenantWork; modelInForce: ModelInForce; now: () => Date }
type Query<Schema extends z.ZodType> = { tenantId: string } & z.infer<Schema>

const namesOf = (dimensions: readonly { name: string }[]): string[] => dimensions.map(({ name }) => name)

/** Counts over the whole record; each is one statement besides those that find the tracking model and the zone. */
export const createCounts = ({ read, modelInForce, now }: Deps) => ({
  countStatus: ({ tenantId, type, dimension, asOf }: Query<typeof statusQuery>): Promise<StatusView> =>
    read(tenantId, async (tx) => {
      const dimensions = namesOf(chosenDimensions(await modelInForce(tx, tenantId), dimension, hasValues))
      const at = asOf === undefined ? null : lastInstant(asOf, await readTimeZone(tx, tenantId))
      return { asOf: isoOrNull(at), rows: await countByValue(tx, tenantId, { dimensions, type }, at) }
    }),

  countFlow: ({ tenantId, type, dimension, ...said }: Query<typeof periodOnlyQuery>): Promise<FlowView> =>
    read(tenantId, async (tx) => {
      const dimensions = namesOf(chosenDimensions(await modelInForce(tx, tenantId), dimension, hasValues))
      const period = periodOf(said, await readTimeZone(tx, tenantId), now())
      const rows = await countMoves(tx, tenantId, { dimensions, type, ...period })
      return { from: iso(period.from), to: iso(period.to), rows }
    }),

  countThroughput: ({
    tenantId,
    type,
    dimension,
    by,
    ...said
  }: Query<typeof throughputQuery>): Promise<ThroughputView> =>
    read(tenantId, async (tx) => {
      const chosen = chosenDimensions(await modelInForce(tx, tenantId), dimension, hasValues)
      const values = chosen.flatMap((each) => each.values.flatMap(({ value, terminal }) => (terminal ? [value] : [])))
      const zone = await readTimeZone(tx, tenantId)
      const period = periodOf(said, zone, now())
      const rows = await countReached(tx, tenantId, { dimensions: namesOf(chosen), type, values, by, zone, ...period })
      return { from: iso(period.from), to: iso(period.to), rows }
    }),

  countOwnership: ({ tenantId, type, dimension, limit }: Query<typeof ownershipQuery>): Promise<OwnershipView> =>
    read(tenantId, async (tx) => {
      const model = await modelInForce(tx, tenantId)
      const person = model?.types.find((each) => each.person)?.name
      const isOwner = ({ kind, many, valueTypes }: { kind: string; many: boolean; valueTypes: string[] }) =>
        kind === 'entity' && !many && person !== undefined && valueTypes.includes(person)
      const dimensions = namesOf(chosenDimensions(model, dimension, isOwner))
      const ended = model ? endedValues(model) : { dimensions: [], values: [] }
      return { rows: await countOwned(tx, tenantId, { dimensions, type, ended }, limit) }
    }),
})
