import type { MeetingContext, Participant } from '../../../domain/meeting/meeting.ts'
import { meetingDay } from './calendar.ts'
import { fence } from './fence.ts'
import { oneLine } from './one-line.ts'
import { renderSpeaker } from './render-speaker.ts'

const mostParticipants = 80

/** What is known of a meeting besides its words; the title and the names come from outside. */
export const renderMeeting = (meeting: MeetingContext): string => {
  const { title, type, precision, timeZone, series, project, account, language, participants } = meeting
  const day = precision === 'received' ? `${meetingDay(meeting)} (the day it was handed in)` : meetingDay(meeting)
  const told = [
    ['Title', title],
    ['Kind', type],
    ['Series', series],
    ['Project', project],
    ['Account', account],
    ['Language', language],
  ].flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value, 300)}`] : []))
  const people = participants.slice(0, mostParticipants).flatMap(renderParticipant)
  const more = participants.length - mostParticipants
  const list = people.length === 0 ? [] : ['Participants:', ...people, ...(more > 0 ? [`- and ${more} more`] : [])]
  return `Day of the meeting: ${day}, time zone ${oneLine(timeZone, 60)}\n${fence('meeting', [...told, ...list].join('\n'))}`
}

const renderParticipant = ({ name, role }: Participant): string[] => {
  const shown = renderSpeaker(name)
  return shown === null ? [] : [`- ${shown}${role ? `, ${oneLine(role, 120)}` : ''}`]
}
