import { type Calm, shortOf } from './judge.ts'
import { comparisonOf, type Row } from './row.ts'

type CalmRuns = ReadonlyMap<string, Promise<Calm>>

/** What both backends were given has to leave the same record on both. A calm run that failed has broken its scenario. */
export const compareCalm = async (
  seed: number,
  onRedis: CalmRuns = new Map(),
  embedded: CalmRuns = new Map(),
): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [what, running] of embedded) {
    const [one, other] = await Promise.all([running, onRedis.get(what)].map((run) => run?.catch(() => undefined)))
    if (!one || !other) continue
    const hashes = { calm: shortOf(other.record.digest), left: shortOf(one.record.digest) }
    rows.push({
      ...{ fault: 0, scenario: 'calm', backend: 'postgres', seed, seen: `${one.meetings} meetings, against Redis` },
      ...{ recoveryMs: null, accepted: one.meetings, lost: 0, repeated: 0, calls: null },
      hashes,
      problems: comparisonOf({ hashes }) === 'equal' ? [] : ['I3 the calm record differs between the backends'],
    })
  }
  return rows
}
