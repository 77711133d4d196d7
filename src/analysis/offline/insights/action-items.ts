import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { describeTask, type TaskText } from './describe-task.ts'
import { dueBeside } from './due-day.ts'
import { joinTasks, type Task } from './join-tasks.ts'
import { evidenceOf, makeInsight } from './make-insight.ts'
import type { Promised } from './promised.ts'
import { promiseIn } from './promises.ts'
import { type Reply, replyTo } from './replies.ts'
import { contextBefore } from './substance.ts'
import { isFluent } from './wording.ts'

/** Who has said to do what: "I'll send it by Friday", "Ana, please check", "Ben to follow up" in a conclusion. */
export const findActionItems = (reading: Reading): InsightDraft[] => {
  const found: Task[] = []
  const told = new Set<number>()
  for (const index of reading.sentences.keys()) {
    const sentence = reading.sentences[index]
    const promised = sentence && !told.has(index) ? promiseIn(sentence, reading) : undefined
    if (!sentence || !promised) continue
    const reply =
      promised.kind === 'taken' || sentence.kind === 'conclusion' ? undefined : replyTo(reading, index, promised)
    if (promised.kind !== 'taken' && !stands(promised, reply)) continue
    if (reply?.promise && reply.accepted) told.add(reply.promise.index)
    const task = taskFrom(sentence, index, promised, reply, reading)
    if (task) found.push(task)
  }
  return joinTasks(found).map((task) => toInsight(task, reading))
}

/** What nobody took up is no task, unless somebody was asked by name and did not refuse. */
const stands = (promised: Promised, reply: Reply | undefined): boolean =>
  promised.kind === 'given'
    ? reply === undefined || reply.accepted || (!reply.refused && promised.confidence >= 70)
    : reply?.accepted === true

const taskFrom = (
  sentence: Sentence,
  index: number,
  promised: Promised,
  reply: Reply | undefined,
  reading: Reading,
): Task | undefined => {
  const asked = describeTask(reading, index, promised.from)
  const promise = reply?.promise
  const text = promise ? together(asked, describeTask(reading, promise.index, promise.promised.from)) : asked
  const dueDate =
    reply?.due ??
    (promise && dueBeside(reading, promise.index, promise.promised.from)) ??
    dueBeside(reading, index, promised.from)
  if (text.telling < (dueDate ? 1 : 2) || (sentence.kind === 'speech' && !isFluent(sentence))) return undefined
  const isAsked = promised.kind === 'given' || promised.kind === 'open'
  const answer = reply?.accepted ? reply.evidence : null
  return {
    ...{ index, sentence, text, dueDate },
    owner: isAsked ? (promised.owner ?? reply?.by ?? null) : promised.owner,
    last: Math.max(index, reply?.last ?? index),
    confidence: promised.confidence,
    evidence: answer ? [sentence, answer] : [sentence],
  }
}

/** A request and the promise that answers it are one task, in the words of whichever says more. */
const together = (asked: TaskText, promised: TaskText): TaskText => {
  if (promised.leans || promised.pointed || promised.telling < 2) return asked
  return asked.leans || promised.telling > asked.telling ? promised : asked
}

const toInsight = (task: Task, reading: Reading): InsightDraft => {
  const { text, sentence, owner, dueDate } = task
  const before = contextBefore(reading.sentences, task.index)
  const body = {
    description: text.leans && before !== null ? `${text.text} (“${before}”)` : text.text,
    ...{ owner, dueDate },
    priority: priorityOf(task.evidence),
    context: before,
    status: 'open' as const,
  }
  const item = makeInsight('action_item', body, sentence, text.leans ? task.confidence - 10 : task.confidence)
  return { ...item, evidence: task.evidence.map(evidenceOf) }
}

const priorityOf = (said: readonly Sentence[]): 'high' | 'normal' | 'low' => {
  if (said.some(({ text }) => urgent.test(text))) return 'high'
  return said.some(({ text }) => unhurried.test(text)) ? 'low' : 'normal'
}
const urgent = /\b(?:urgent|urgently|asap|right away|immediately|first thing|top priority|before anything else)\b/i
const unhurried = /\b(?:no rush|no hurry|whenever you|when you get to it|if you have time|some day)\b/i
