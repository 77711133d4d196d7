import type { Processor } from '../../processors/outcome.ts'
import type { RecordCommands } from '../usecases/ports.ts'
import type { Resources } from './resources.ts'

export const wireRecord = (_: Resources): RecordCommands => ({}) as RecordCommands

const nothing: Processor = async () => ({ kind: 'done' })

export const wireRecordProcessors = (_: Resources) => ({ reconcile: nothing, respot: nothing, refold: nothing })
