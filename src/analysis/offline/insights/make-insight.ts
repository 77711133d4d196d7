import type { z } from 'zod'
import type { InsightDraft, insightBodySchemas } from '../../../domain/insight/insight.ts'
import { quoteOf } from '../quote.ts'
import type { Sentence } from '../reading/sentence.ts'

type Kinds = typeof insightBodySchemas
export type InsightBody<Kind extends keyof Kinds> = z.infer<Kinds[Kind]>

/** A draft of a built-in kind with the sentence as its evidence. */
export const makeInsight = <Kind extends keyof Kinds>(
  kind: Kind,
  body: InsightBody<Kind>,
  sentence: Sentence,
  confidence: number,
): InsightDraft => ({
  kind,
  body: body as Record<string, unknown>,
  confidence,
  evidence: [evidenceOf(sentence)],
})

export const evidenceOf = (sentence: Sentence): InsightDraft['evidence'][number] => ({
  segmentIndex: sentence.segment,
  speaker: sentence.speaker,
  startMs: sentence.startMs,
  quote: quoteOf(sentence, 0, sentence.tokens.length),
})

/** Text that stands on its own: one space, a capital at the start, no comma or colon at the end. */
export const asStatement = (text: string): string => {
  const clean = text.replace(/\s+/g, ' ').replace(/^[\s\-*•–—,:;]+|[\s,:;–—-]+$/g, '')
  return clean.charAt(0).toUpperCase() + clean.slice(1)
}
