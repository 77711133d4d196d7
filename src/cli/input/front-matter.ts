import { z } from 'zod'

const listOf = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)

/** What may stand between two `---` lines at the top of a text file. */
export const frontMatterSchema = z.strictObject({
  title: z.string().optional(),
  date: z.string().optional(),
  type: z.string().optional(),
  series: z.string().optional(),
  project: z.string().optional(),
  account: z.string().optional(),
  source: z.string().optional(),
  externalId: z.string().optional(),
  language: z.string().optional(),
  participants: listOf.optional(),
  personas: listOf.optional(),
})
export type FrontMatter = z.infer<typeof frontMatterSchema>

export type Document = { matter: FrontMatter; text: string }

const block = /^\ufeff?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/

/**
 * Front matter and the rest of a text file. A block that is no list of `name: value` lines is part of the transcript;
 * one that is, but names something unknown, is a mistake that the message points out.
 */
export const readFrontMatter = (content: string): Document => {
  const match = block.exec(content)
  const lines = match?.[1]?.split(/\r?\n/).filter((line) => line.trim() !== '')
  const pairs = lines?.map((line) => /^([A-Za-z]+):\s*(.*?)\s*$/.exec(line))
  if (!match || !pairs || pairs.some((pair) => pair === null)) return { matter: {}, text: content }
  const matter = Object.fromEntries(pairs.map((pair) => [pair?.[1], unquote(pair?.[2] ?? '')]))
  const parsed = frontMatterSchema.safeParse(matter)
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  return { matter: parsed.data, text: content.slice(match[0].length).replace(/^\s*\n/, '') }
}

const unquote = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text
