import { sha256 } from '../ids.ts'
import { stableJson } from '../stable-json.ts'
import type { InsightDraft } from './insight.ts'

export type MergedInsight<Draft extends InsightDraft = InsightDraft> = Draft & { contentHash: string }

/** A list of takeaways that is longer is no summary. */
const mostTakeaways = 10

/**
 * The insights of a meeting from those of its chunks, in order: what is said twice becomes one with the evidence of
 * both, and takeaways are ranked over the whole.
 */
export const mergeInsights = <Draft extends InsightDraft>(drafts: readonly Draft[]): MergedInsight<Draft>[] => {
  const merged = new Map<string, MergedInsight<Draft>>()
  for (const draft of drafts) {
    const contentHash = insightHash(draft)
    const key = `${draft.kind} ${contentHash}`
    const known = merged.get(key)
    merged.set(key, known ? unite(known, draft) : { ...draft, contentHash })
  }
  const all = [...merged.values()]
  const takeaways = all
    .filter((insight) => insight.kind === 'key_takeaway')
    .sort((a, b) => b.confidence - a.confidence || rankOf(a) - rankOf(b))
    .slice(0, mostTakeaways)
    .map((insight, index) => ({ ...insight, body: { ...insight.body, rank: index + 1 } }))
  return [...all.filter((insight) => insight.kind !== 'key_takeaway'), ...takeaways]
}

/** The same words are the same insight, whatever their case and spacing; what may change later is left out. */
const insightHash = ({ kind, body }: Pick<InsightDraft, 'kind' | 'body'>): string => {
  const words = Object.entries(body)
    .filter(([name]) => !changing.has(name))
    .map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value])
  return sha256(stableJson({ kind, body: Object.fromEntries(words) })).slice(0, 32)
}

const changing: ReadonlySet<string> = new Set(['status', 'rank', 'priority', 'context', 'answered', 'answer'])

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const rankOf = (insight: InsightDraft): number =>
  typeof insight.body.rank === 'number' ? insight.body.rank : mostTakeaways

const unite = <Known extends MergedInsight>(known: Known, again: InsightDraft): Known => {
  const quotes = new Set(known.evidence.map((piece) => `${piece.segmentIndex} ${piece.quote}`))
  const more = again.evidence.filter((piece) => !quotes.has(`${piece.segmentIndex} ${piece.quote}`))
  return {
    ...known,
    confidence: Math.max(known.confidence, again.confidence),
    evidence: [...known.evidence, ...more],
  }
}
