import type { Name } from '../domain/name/name.ts'
import { heardForms, namePrints } from '../domain/name/word-prints.ts'
import { readRelinkedTo } from '../storage/facts.ts'
import { findMeetingsWithWords, listMeetingIds } from '../storage/meeting-words.ts'
import type { Tx } from '../storage/tx.ts'

/** What a `respot` run looks for: meetings that have all words of one of the needles, or all meetings. */
export type RespotParams = { needles: number[][] } | { all: true }

/** So many meetings are spotted again in the transaction of the change itself. */
const meetingsInPlace = 20
/** Beyond so many names a look at every meeting is cheaper than one look-up for each. */
const mostNeedles = 1_000

/** Earlier meetings in which something may be said by names that are spotted otherwise now. */
export const findMeetings = async (
  tx: Tx,
  tenantId: string,
  names: ReadonlyMap<string, readonly Name[]>,
  without: readonly string[],
): Promise<{ inPlace: string[]; later: RespotParams | null }> => {
  const needles = [...names.values()].flatMap((forms) => namePrints(tenantId, formsOf(forms)))
  if (needles.length === 0) return { inPlace: [], later: null }
  const relinked = await readRelinkedTo(tx, tenantId, [...names.keys()])
  const limit = meetingsInPlace + without.length + 1
  const many = needles.length > mostNeedles
  const found = many ? await listMeetingIds(tx, tenantId, null, limit) : await findMeetingsWithWords(tx, needles, limit)
  const others = found.filter((id) => !without.includes(id))
  if (others.length <= meetingsInPlace) return { inPlace: [...others, ...relinked], later: null }
  return { inPlace: relinked, later: many ? { all: true } : { needles } }
}

const formsOf = (names: readonly Name[]): string[][] => [
  ...new Map(names.flatMap(heardForms).map((words) => [words.join(' '), words])).values(),
]
