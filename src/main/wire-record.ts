import type { RecordCommands } from '../usecases/ports.ts'
import type { Resources } from './resources.ts'
export const wireRecord = (_: Resources): RecordCommands => ({}) as RecordCommands
