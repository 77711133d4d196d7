import type { Sentence } from '../reading/sentence.ts'
import type { TaskText } from './describe-task.ts'
import { isRestated } from './restated.ts'

/** A task that was found, before it is written down. `last` is the sentence in which it was taken up. */
export type Task = {
  index: number
  last: number
  sentence: Sentence
  text: TaskText
  owner: string | null
  dueDate: string | null
  confidence: number
  evidence: Sentence[]
}

const reach = 4

/**
 * One task per commitment: "I'll ask the printer. I'll find out by Monday" goes on with the task before it, and what a
 * recap says again is no second task.
 */
export const joinTasks = (tasks: readonly Task[]): Task[] => {
  const joined: Task[] = []
  for (const task of tasks) {
    const at = joined.findLastIndex((one) => goesOn(one, task) || isAgain(one, task))
    const before = joined[at]
    if (before) joined[at] = unite(before, task)
    else joined.push(task)
  }
  return joined
}

const goesOn = (before: Task, task: Task): boolean =>
  before.owner !== null &&
  before.owner === task.owner &&
  task.index - before.last <= reach &&
  (task.text.pointed || before.last >= task.index) &&
  (before.dueDate === null || task.dueDate === null || before.dueDate === task.dueDate)

const isAgain = (before: Task, task: Task): boolean =>
  (before.owner === task.owner || before.owner === null || task.owner === null) &&
  isRestated(before.text.text, task.text.text)

const unite = (before: Task, task: Task): Task => ({
  ...before,
  text: before.text.leans && !task.text.leans ? task.text : before.text,
  owner: before.owner ?? task.owner,
  // Who says it again may move it: the later day holds.
  dueDate: task.dueDate ?? before.dueDate,
  last: Math.max(before.last, task.last),
  confidence: Math.max(before.confidence, task.confidence),
  evidence: [...before.evidence, ...task.evidence.filter((one) => !before.evidence.includes(one))],
})
