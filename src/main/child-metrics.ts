import type { ChildProcess } from 'node:child_process'
import { keepCounts, type MetricSnapshot } from '../platform/metrics.ts'

type Question = { ask: 'metrics'; id: number }
type Answer = { answer: 'metrics'; id: number; snapshot: MetricSnapshot }

/** Workers have a low priority. One that is busier than this is not waited for; what it said last counts then. */
const patienceMs = 3_000

/** Collects the figures of child processes, over the channel that joins them to their parent. */
export const createChildMetrics = () => {
  const latest = new Map<ChildProcess, MetricSnapshot>()
  /** Of children that have ended. */
  let departed: Promise<MetricSnapshot> = Promise.resolve([])
  let lastId = 0

  const ask = (child: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      lastId += 1
      const id = lastId
      const done = (): void => {
        clearTimeout(timer)
        child.off('message', listen)
        resolve()
      }
      const listen = (message: unknown): void => {
        if (isAnswer(message) && message.id === id) done()
      }
      const timer = setTimeout(done, patienceMs)
      child.on('message', listen)
      if (child.connected) child.send({ ask: 'metrics', id } satisfies Question, (error) => error && done())
      else done()
    })

  return {
    add: (child: ChildProcess): void => {
      latest.set(child, [])
      // Also one that comes too late: the next who asks gets it.
      child.on('message', (message: unknown) => {
        if (isAnswer(message) && latest.has(child)) latest.set(child, message.snapshot)
      })
      child.once('exit', () => {
        const last = latest.get(child) ?? []
        latest.delete(child)
        departed = departed.then((before) => keepCounts([before, last]))
      })
    },
    collect: async (): Promise<MetricSnapshot[]> => {
      await Promise.all([...latest.keys()].map(ask))
      return [await departed, ...latest.values()]
    },
  }
}

/** The other end: answers a parent that asks. */
export const answerForMetrics = (snapshot: () => Promise<MetricSnapshot>): void => {
  process.on('message', (message: unknown) => {
    if (!isQuestion(message)) return
    void snapshot().then((figures) => {
      const answer: Answer = { answer: 'metrics', id: message.id, snapshot: figures }
      // The parent may be gone by now.
      if (process.connected) process.send?.(answer, undefined, undefined, () => {})
    })
  })
}

const isQuestion = (message: unknown): message is Question =>
  typeof message === 'object' && message !== null && 'ask' in message && message.ask === 'metrics'
const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'answer' in message && message.answer === 'metrics'
