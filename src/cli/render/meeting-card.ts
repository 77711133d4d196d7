import type { MeetingType, SummaryType } from '../api-types.ts'
import { formatLongDay, localTime } from './dates.ts'
import { type Canvas, counted, heading, pairs } from './layout.ts'
import { cleanLine, wrap } from './text.ts'

/** A meeting: when, who, and what it came to. */
export const renderMeetingCard = (meeting: MeetingType, summaries: readonly SummaryType[], canvas: Canvas): string => {
  const facts: [string, string][] = [
    ['when', formatLongDay(localTime(meeting))],
    ['size', `${counted(meeting.segmentCount, 'segment')}, ${counted(meeting.wordCount, 'word')}`],
    ...(meeting.series ? [['series', meeting.series] as [string, string]] : []),
    ...(meeting.project ? [['project', meeting.project] as [string, string]] : []),
    ...(meeting.participants.length > 0
      ? [['with', meeting.participants.map((each) => cleanLine(each.name)).join(', ')] as [string, string]]
      : []),
  ]
  const told = ['headline', 'brief'].flatMap((level) => {
    const summary = summaries.find((each) => each.level === level)
    return summary ? ['', ...wrap(cleanLine(summary.text), canvas.width)] : []
  })
  return [...heading(cleanLine(meeting.title), meeting.type, canvas), ...pairs(facts, canvas), ...told].join('\n')
}
