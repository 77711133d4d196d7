import type { Plan, Standing } from '../../domain/forecast/standing.ts'
import type { Evidence, Operation } from '../../domain/observation/observation.ts'
import type { PlanRow } from '../../storage/read-forecast.ts'

type Row = { dim: string; item: string; value: string; since: Date; orderKey: string; evidence: unknown }

export const toStanding = ({ dim, item, value, since, orderKey, evidence }: Row): Standing => ({
  ...{ dimension: dim, item, value, sinceMs: since.getTime(), orderKey },
  evidence: evidence as Evidence[],
})

export const toPlan = ({ entityId: _, op, segment, speaker, startMs, quote, ...plan }: PlanRow): Plan => ({
  ...plan,
  op: op as Operation,
  evidence: { segmentIndex: segment, speaker, startMs, quote },
})
