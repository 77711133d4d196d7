import { z } from 'zod'
import { pipelines } from '../../../queues/pipeline.ts'
import { AppError } from '../../domain/errors.ts'
import { defaultPersona } from '../../domain/meeting/default-persona.ts'
import type { MeetingContext, Precision, Segment } from '../../domain/meeting/meeting.ts'
import { planSteps } from '../../domain/run/plan-steps.ts'
import { readKnownMeeting } from '../../storage/read-known-meeting.ts'
import { readReadingSettings } from '../../storage/read-reading-settings.ts'
import { readUsage } from '../../storage/read-usage.ts'
import { readSubmissionSettings } from '../../storage/tenants.ts'
import { prepareMeeting, prepareTranscript } from '../meetings/prepare-meeting.ts'
import type { MeetingSubmission } from '../meetings/submission.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { EstimateView } from '../views/estimate-views.ts'
import { dollars, type Money } from '../views/money.ts'
import { addDecimals, ratioOf, timesDecimal } from './decimal.ts'
import { estimateReading } from './estimate-reading.ts'
import type { ModelsPort } from './ports.ts'
import { offlineOnly } from './read-catalogue.ts'
import { habitsWindowMs, readHabits } from './read-habits.ts'

export const estimateQuery = z.strictObject({
  perDay: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Meetings such as this one in a day'),
})

/** Turns what was submitted into segments, away from the thread that answers requests. */
export type ParseTranscript = (
  transcript: { format: 'text' | 'segments'; body: string; participants: readonly { name: string }[] },
  signal: AbortSignal,
) => Promise<{ segments: readonly Segment[] }>

export type EstimateMeetingDeps = {
  read: TenantWork
  models: ModelsPort
  parse: ParseTranscript
  now: () => Date
}

type Command = { tenantId: string; submission: MeetingSubmission; perDay: number; signal: AbortSignal }

const daysInMonth = 30

/** What a submission would ask of models and cost. It is refused for the same reasons as the submission; nothing is stored. */
export const createEstimateMeeting =
  ({ read, models, parse, now }: EstimateMeetingDeps) =>
  async ({ tenantId, submission, perDay, signal }: Command): Promise<EstimateView> => {
    const transcript = prepareTranscript(submission)
    const steps = planSteps(pipelines.meeting, submission.skip).filter((step) => step.status !== 'skipped')
    const at = now()
    const { prepared, stored, habits, savedShare, personas, model, readers } = await read(tenantId, async (tx) => {
      const settings = await readSubmissionSettings(tx, tenantId)
      const meeting = prepareMeeting(submission, transcript, settings, { receivedAtMs: at.getTime(), traceId: '' })
      const from = new Date(at.getTime() - habitsWindowMs)
      const [total] = await readUsage(tx, tenantId, ['model'], { from }, { after: undefined, limit: 1 })
      const named = meeting.personas.length > 0 ? meeting.personas : [defaultPersona]
      const readBy = [...new Set([...named, ...meeting.lenses])]
      return {
        ...(await readReadingSettings(tx, tenantId, { trackingModel: meeting.trackingModel, readers: readBy })),
        personas: named,
        prepared: meeting,
        stored: await readKnownMeeting(tx, tenantId, meeting.identity),
        habits: await readHabits(tx, tenantId, at),
        savedShare: total ? ratioOf(total.savedCost, addDecimals([total.savedCost, total.knownCost])) : null,
      }
    })
    if (stored?.deleted) {
      throw new AppError(
        'gone',
        `This meeting was deleted; its id was ${stored.id}. Submit it under another externalId.`,
      )
    }
    const { segments } = await parse({ ...transcript, participants: submission.participants }, signal)
    const configured = models.models().length > 0
    const reading = {
      meeting: contextOf(prepared, submission),
      ...{ model, readers, personas: readers.slice(0, personas.length), segments },
      instructions: prepared.instructions,
      steps: new Set(steps.map((step) => step.name)),
    }
    const estimate = await estimateReading(models, habits, reading, signal)
    return {
      configured,
      detail: configured ? null : offlineOnly,
      known: stored !== null && stored.contentHash === prepared.contentHash,
      segments: segments.length,
      ...estimate,
      savedShare,
      projection: project(estimate.totals.cost, perDay, savedShare),
    }
  }

const contextOf = (
  { occurredAtMs, precision, timeZone, series, project, account, language }: ReturnType<typeof prepareMeeting>,
  { title, type, participants }: MeetingSubmission,
): MeetingContext => ({
  ...{ title, type, timeZone, series, project, account, language, participants },
  ...{ occurredAt: new Date(occurredAtMs).toISOString(), precision: precision as Precision },
})

const project = (cost: Money | null, perDay: number, savedShare: number | null): EstimateView['projection'] => {
  const times = (factor: number): Money | null => (cost === null ? null : dollars(timesDecimal(cost.amount, factor)))
  const left = 1 - (savedShare ?? 0)
  return {
    perDay,
    day: times(perDay),
    month: times(perDay * daysInMonth),
    dayWithSavings: times(perDay * left),
    monthWithSavings: times(perDay * daysInMonth * left),
  }
}
