import { z } from 'zod'
import { editableFields } from './submission.ts'

const { title, occurredAt, timeZone, sequence, project, account, series } = editableFields

/** What may be corrected without sending the meeting again; null takes a value away. */
export const editMeetingBody = z
  .strictObject({
    title: title.optional(),
    occurredAt: occurredAt.optional(),
    timeZone: timeZone.optional(),
    sequence: sequence.optional(),
    project: project.nullish(),
    account: account.nullish(),
    series: series.nullish(),
  })
  .refine((body) => Object.keys(body).length > 0, 'says nothing to change')
  .meta({ id: 'EditMeeting' })
