import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { priorities } from '../../domain/meeting/meeting.ts'
import { newId } from '../../platform/ids.ts'
import { nextGeneration } from '../../storage/meetings.ts'
import type { Enqueue, RunsPort } from '../ports.ts'
import type { TenantWork } from '../tenant-work.ts'
import type { RunStartedView } from '../views/meeting-view.ts'
import { findMeeting } from './find-meeting.ts'
import { meetingLinks } from './links.ts'
import { mustHaveWords } from './must-have-words.ts'
import { isUpgradable } from './to-meeting-view.ts'

export const reprocessBody = z
  .strictObject({ priority: z.enum(priorities).optional(), skip: z.array(z.string().max(40)).max(10).optional() })
  .prefault({})

export type ReprocessCommand = z.infer<typeof reprocessBody> & {
  tenantId: string
  meetingId: string
  traceparent: string
  kind: 'reprocess' | 'upgrade'
}

/** Reads a meeting again as the next generation; its facts replace the old ones when it is done, and not before. */
export const createReprocessMeeting =
  (deps: { work: TenantWork; runs: Pick<RunsPort, 'submitRun'>; enqueue: Enqueue }) =>
  async (command: ReprocessCommand): Promise<RunStartedView> => {
    const { tenantId, meetingId, traceparent, kind } = command
    const { runId, dispatch } = await deps.work(tenantId, async (tx) => {
      const meeting = await findMeeting(tx, tenantId, meetingId)
      if (kind === 'upgrade' && meeting.liveGeneration > 0 && !isUpgradable(meeting)) {
        const already = 'as well as was wanted and with the present tracking model already'
        throw new AppError('conflict', `The meeting ${meetingId} was read ${already}.`)
      }
      await mustHaveWords(tx, tenantId, meetingId)
      const next = await nextGeneration(tx, tenantId, meetingId)
      if (next === null) throw new AppError('gone', `The meeting ${meetingId} was deleted.`)
      const { generation, revision } = next
      return deps.runs.submitRun(tx, {
        ...{ tenantId, runId: newId(), meetingId, kind, generation, revision, traceparent, params: {} },
        ...{ priority: command.priority ?? next.priority, skip: command.skip ?? next.skip },
      })
    })
    await deps.enqueue(dispatch)
    return { runId, links: meetingLinks(meetingId, runId) }
  }
