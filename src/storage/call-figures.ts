import { Prisma } from './generated/client.ts'

/** Sums over rows of `model_call`. Costs are US dollars as decimal strings, exactly as Postgres adds them. */
export type CallFigures = {
  /** Requests that went to a provider, whatever came of them. */
  calls: number
  okCalls: number
  /** Held back before they went out: circuit open, budget spent, limit not let through in time. */
  unsentCalls: number
  /** Sent, but the provider did not say how many tokens it took. */
  unknownTokenCalls: number
  unknownCostCalls: number
  input: number
  cacheRead: number
  cacheWrite: number
  output: number
  reasoning: number
  /** Of the calls whose cost is known. */
  knownCost: string
  cachedAnswers: number
}

/** Outcomes of rows for which nothing was sent; the rest are requests that a provider can have on its bill. */
const sent = Prisma.sql`c.outcome NOT IN ('cached', 'circuit_open', 'budget', 'limit_wait')`

const tokens = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`COALESCE(sum(${column}) FILTER (WHERE ${sent}), 0)::float8`

/** The figures over rows of `model_call c`. */
export const callFigures = Prisma.sql`
  count(*) FILTER (WHERE ${sent})::int AS "calls",
  count(*) FILTER (WHERE c.outcome = 'ok')::int AS "okCalls",
  count(*) FILTER (WHERE NOT ${sent} AND c.outcome <> 'cached')::int AS "unsentCalls",
  count(*) FILTER (WHERE ${sent} AND c.input_tokens IS NULL)::int AS "unknownTokenCalls",
  count(*) FILTER (WHERE ${sent} AND c.cost IS NULL)::int AS "unknownCostCalls",
  ${tokens(Prisma.sql`c.input_tokens`)} AS "input",
  ${tokens(Prisma.sql`c.cache_read_tokens`)} AS "cacheRead",
  ${tokens(Prisma.sql`c.cache_write_tokens`)} AS "cacheWrite",
  ${tokens(Prisma.sql`c.output_tokens`)} AS "output",
  ${tokens(Prisma.sql`c.reasoning_tokens`)} AS "reasoning",
  trim_scale(COALESCE(sum(c.cost) FILTER (WHERE ${sent}), 0))::text AS "knownCost",
  count(*) FILTER (WHERE c.outcome = 'cached')::int AS "cachedAnswers"`

/** For what is said of requests alone, such as how long they took. */
export const sentCalls = sent
