import type { Segment } from '../../../domain/meeting/meeting.ts'
import type { LineKind } from './sentence.ts'

export type Line = {
  segment: Segment
  kind: LineKind
  topic: number /** Where the words begin, after a "Conclusion:" label. */
  from: number
}

const bullet = /^[\s>]*(?:[-*•–]+|\d{1,2}[.)]|#{1,6})\s+/

/**
 * Tells speech from headings and from the notes of a minute-taker. In a transcript where people are named, a line
 * without a speaker is written, not said: one before speech is a heading, the others note what was concluded.
 */
export const readLines = (segments: readonly Segment[], conclusionWords: readonly string[]): Line[] => {
  const label = conclusionLabel(conclusionWords)
  const attributed = segments.filter((segment) => segment.speaker !== null).length * 2 > segments.length
  const lines: Line[] = []
  let topic = 0
  let open: { speaker: string | null } | undefined
  segments.forEach((segment, index) => {
    const opened = label.exec(segment.text.slice(0, 200))
    const written = attributed && segment.speaker === null
    if (opened) {
      open = { speaker: segment.speaker }
      lines.push({ segment, kind: 'conclusion', topic, from: opened[0].length })
      return
    }
    if (isHeading(segment, segments[index + 1], written, label.test(segments[index - 1]?.text.slice(0, 200) ?? ''))) {
      open = undefined
      topic++
      lines.push({ segment, kind: 'heading', topic, from: 0 })
      return
    }
    if (open && segment.speaker !== open.speaker) open = undefined
    const concluding = written || (open !== undefined && (segment.speaker === null || bullet.test(segment.text)))
    lines.push({ segment, kind: concluding ? 'conclusion' : 'speech', topic, from: 0 })
  })
  return lines
}

/** Written just before speech, without a bullet or a full stop; the first line under a conclusion label is what was concluded. */
const isHeading = (segment: Segment, next: Segment | undefined, written: boolean, underLabel: boolean): boolean => {
  const text = segment.text.trim()
  if (text.length > 200) return false
  if (/^#{1,6}\s+\S/.test(text)) return true
  return (
    written && !underLabel && !bullet.test(text) && !/[.!]$/.test(text) && next !== undefined && next.speaker !== null
  )
}

/** "Conclusion", "### Resolution:", "Conclusion/Resolution", "Decision: we ship", but not "the conclusion that". */
const conclusionLabel = (words: readonly string[]): RegExp => {
  const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')).join('|')
  return new RegExp(`^[\\s#*_>-]*(?:${any})(?:\\s*[/&]\\s*(?:${any}))*[*_]*\\s*(?:[:–—]+[*_]*\\s*|-\\s+|$)`, 'i')
}
