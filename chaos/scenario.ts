import type { Backend } from '../test/support/ground.ts'
import type { Stage } from './stage.ts'

/** One fault of the table. `run` brings it about, once or several times, and has each world judged. */
export type Scenario = {
  name: string
  /** Its number in the table of faults; 0: a storm of all of them. */
  fault: number
  /** What happens, in the words of the page. */
  does: string
  /** What has to come of it. */
  must: string
  /** Queue backends on which it means something; both by default. */
  backends?: readonly Backend[]
  /** Part of the short run. */
  quick?: boolean
  /** Left out unless it is asked for by its name. */
  onRequest?: boolean
  run: (stage: Stage) => Promise<void>
}
