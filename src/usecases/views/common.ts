import { z } from 'zod'

export const id = z.uuid()
export const instant = z.iso.datetime({ offset: true })
export const confidence = z.int().min(0).max(100)
export const version = z.string().regex(/^\d+$/).describe("Version of the tenant's record, as a decimal string")

export const evidenceView = z
  .object({
    segmentIndex: z.int().min(-1).describe('-1 is the title'),
    speaker: z.string().nullable(),
    startMs: z.int().nullable(),
    quote: z.string().describe('Found in the segment, verbatim; empty where the words were removed'),
    wordsRemoved: z.literal(true).optional().describe('The words are past the time that they are kept for'),
  })
  .meta({ id: 'Evidence' })
export type EvidenceView = z.infer<typeof evidenceView>

/** The shape of every list. */
export const pageView = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Pass it as `cursor` for the next page; null on the last'),
  })
export type Page<Item> = { items: Item[]; nextCursor: string | null }

export const iso = (date: Date): string => date.toISOString()
export const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null
