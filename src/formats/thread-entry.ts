import { serveTasks } from '../platform/serve-tasks.ts'
import { parseTranscript, type TranscriptInput } from './parse-transcript.ts'

serveTasks(async (input) => parseTranscript(input as TranscriptInput))
