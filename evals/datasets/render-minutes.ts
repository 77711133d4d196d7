import type { Segment } from '../../src/domain/meeting/meeting.ts'

export type LabelledLine = { speaker: string | null; text: string; section?: string; start?: number; end?: number }

const headingOf: Readonly<Record<string, string>> = { conclusion: 'Conclusion', summary: 'Summary' }

/**
 * Minutes mark sections with a field that a transcript does not have. Their text says it instead, as a secretary's
 * does: a line "Conclusion" before the lines of a conclusion; headings are lines already.
 */
export const renderMinutes = (lines: readonly LabelledLine[], nameOf: (speaker: string) => string) => {
  const segments: Segment[] = []
  const labelledIndex: (number | null)[] = []
  const add = (line: LabelledLine, index: number | null): void => {
    segments.push({
      index: segments.length,
      speaker: line.speaker === null ? null : nameOf(line.speaker),
      role: null,
      startMs: line.start === undefined ? null : Math.round(line.start * 1000),
      endMs: line.end === undefined ? null : Math.round(line.end * 1000),
      text: line.text,
    })
    labelledIndex.push(index)
  }
  let section: string | undefined
  for (const [index, line] of lines.entries()) {
    const heading = line.section === undefined ? undefined : headingOf[line.section]
    if (heading && line.section !== section) add({ speaker: null, text: heading }, null)
    section = line.section
    add(line, index)
  }
  return { segments, labelledIndex }
}
