import { answered } from '../judge.ts'
import { startRecovery } from '../recovery.ts'
import type { Scenario } from '../scenario.ts'

/**
 * The worker that dies has one queue and one call at a time, so that nothing but the finished step is lost with it. What it
 * has read may not be read again. Its meeting may reach the record after later ones, though, and these are then explained
 * anew: that is not held to the calm run's number.
 */
export const killBeforeAck: Scenario = {
  name: 'kill-before-ack',
  fault: 2,
  does: 'a worker is killed after the commit of a step and before BullMQ hears that the job is done',
  must: 'the second start finds the step done: no effect, no model call',
  quick: true,
  run: async (stage) => {
    for (const place of stage.options.quick ? ['committed'] : ['committed', 'followed']) {
      const world = await stage.open({ workers: 0, model: true })
      const { cluster, watch } = world
      const nth = 2 + Math.floor(stage.random() * 4)
      const env = { WORKER_CONCURRENCY: '1', MAX_PARALLEL_LLM_CALLS: '1', FAILPOINTS: `extract:${place}=kill@${nth}` }
      const [victim] = await Promise.all([
        cluster.startWorker({ queues: ['extract'], env }),
        cluster.startWorker({ queues: ['ingest', 'reconcile', 'reason', 'summarize', 'deliver'] }),
      ])
      const submitted = world.submit()
      await victim.exited
      const callsThen = answered(world)
      const recovered = await startRecovery(watch)
      await cluster.startWorker()
      await submitted
      const recoveryMs = await recovered()
      await stage.judge({
        seen: place === 'committed' ? 'before what follows is enqueued' : 'after what follows was enqueued',
        ...{ recoveryMs, neverAgain: ['extract_observations', 'extract_insights'] },
        problems: callsThen > 0 ? [] : ['no model call had been made: the fault hit nothing'],
      })
    }
  },
}
