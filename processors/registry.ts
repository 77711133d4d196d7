import { stepNames } from '../queues/catalog.ts'
import type { StepName } from '../queues/pipeline.ts'
import type { Processor } from './outcome.ts'

/** One processor per step of any pipeline: leaving one out does not compile. */
export type Processors = Record<StepName, Processor>

/** What the wrapper looks steps up in; rows of an older or newer deploy may name steps that this one does not know. */
export type Registry = (step: string) => Processor | undefined

/** The same check at start-up, for processors that were put together without the compiler's help. */
export const createRegistry = (processors: Readonly<Record<string, Processor>>): Registry => {
  const missing = stepNames.filter((name) => typeof processors[name] !== 'function')
  if (missing.length > 0) throw new Error(`no processor for: ${missing.join(', ')}`)
  const unknown = Object.keys(processors).filter((name) => !stepNames.includes(name))
  if (unknown.length > 0) throw new Error(`processors for no step of any pipeline: ${unknown.join(', ')}`)
  return (step) => (Object.hasOwn(processors, step) ? processors[step] : undefined)
}
