import type { Claimant } from '../domain/name/claim-index.ts'
import type { Claim } from '../domain/name/claims.ts'
import type { Name } from '../domain/name/name.ts'
import type { NameView } from '../domain/name/name-book.ts'
import { heardForms, namePrints } from '../domain/name/word-prints.ts'
import { crowd } from '../domain/record/short-meaning.ts'
import { readRelinkedTo } from '../storage/facts.ts'
import { findMeetingsWithWords, listMeetingIds } from '../storage/meeting-words.ts'
import type { Tx } from '../storage/tx.ts'

/** What a `respot` run looks for: meetings that have all words of one of the needles, or all meetings. */
export type RespotParams = { needles: number[][] } | { all: true }

/** So many meetings are spotted again in the transaction of the change itself. */
const meetingsInPlace = 20
/** Beyond so many forms a look at every meeting is cheaper than one look-up for each. */
const mostNeedles = 20_000
/** Looked up at once: what is said in many meetings is known to be after the first ones. */
const needlesAtOnce = 2_000

/** Earlier meetings in which something may be said by names that are spotted otherwise now. */
export const findMeetings = async (
  tx: Tx,
  tenantId: string,
  { spottedOtherwise: names, book }: { spottedOtherwise: ReadonlyMap<string, readonly Name[]>; book: NameView },
  without: readonly string[],
): Promise<{ inPlace: string[]; later: RespotParams | null }> => {
  const matters = (claim: Claim): boolean => mayMeanOtherwise(claim, book.forms.of(claim.key), names.size)
  const needles = distinct([...names.values()].flatMap((forms) => forms.flatMap((name) => heardForms(name, matters))))
  if (needles.length === 0) return { inPlace: [], later: null }
  const relinked = await readRelinkedTo(tx, tenantId, [...names.keys()])
  const prints = namePrints(tenantId, needles)
  const found = new Set<string>()
  const limit = meetingsInPlace + without.length + 1
  const many = prints.length > mostNeedles
  if (many) for (const id of await listMeetingIds(tx, tenantId, null, limit)) found.add(id)
  else
    for (let at = 0; at < prints.length && found.size < limit; at += needlesAtOnce)
      for (const id of await findMeetingsWithWords(tx, prints.slice(at, at + needlesAtOnce), limit)) found.add(id)
  const others = [...found].filter((id) => !without.includes(id))
  if (others.length <= meetingsInPlace) return { inPlace: [...others, ...relinked], later: null }
  return { inPlace: relinked, later: many ? { all: true } : { needles: prints } }
}

/**
 * Whether meetings that do not have the name itself may understand one of its short forms otherwise, now that so many
 * names changed. `others` has it after the change; what a crowd had before and has now meant nothing all the time, and
 * so did what nobody ever had for sure.
 */
const mayMeanOtherwise = ({ strength }: Claim, others: readonly Claimant[], changed: number): boolean => {
  if (strength === 'weak' || others.length > crowd + changed) return false
  const means = (some: Claim['strength']) => some !== 'guard' && some !== 'shared'
  return means(strength) || others.some((other) => means(other.strength))
}

const distinct = (needles: readonly string[][]): string[][] => [
  ...new Map(needles.map((words) => [words.join(' '), words])).values(),
]
