import type { InsightDraft } from '../../../domain/insight/insight.ts'
import type { Reading } from '../prepare.ts'
import { clauseAt, type Sentence, textOf } from '../reading/sentence.ts'
import { isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { asStatement, evidenceOf, makeInsight } from './make-insight.ts'
import { type Promised, promiseIn } from './promises.ts'
import { contextBefore, leansOnContext, tellingWords, withTopic } from './substance.ts'

/** Who has said to do what: "I'll send it by Friday", "Ana, please check", "Ben to follow up" in a conclusion. */
export const findActionItems = (reading: Reading): InsightDraft[] => {
  const found: InsightDraft[] = []
  let request: { item: InsightDraft; index: number } | undefined
  for (const [index, sentence] of reading.sentences.entries()) {
    const promised = promiseIn(sentence, reading, reading.sentences[index + 1])
    if (!promised) continue
    const item = itemFrom(sentence, index, promised, reading)
    // "Niamh, would you tell the client?" "I'll do it on Thursday." is one thing to do.
    const answers =
      request && index - request.index <= 3 && promised.kind === 'taken' && request.item.body.owner === promised.owner
    if (request && answers && leansOnContext(sentence.tokens.slice(promised.from))) {
      request.item.body = { ...request.item.body, dueDate: request.item.body.dueDate ?? dueIn(reading, index) }
      request.item.evidence.push(evidenceOf(sentence))
      request = undefined
      continue
    }
    if (item) found.push(item)
    request = item && promised.kind === 'given' ? { item, index } : undefined
  }
  return found
}

const itemFrom = (
  sentence: Sentence,
  index: number,
  promised: Promised,
  reading: Reading,
): InsightDraft | undefined => {
  const clause = clauseAt(sentence, promised.from)
  const to = Math.max(clause.to, endOfPurpose(sentence, clause.to))
  const said = sentence.tokens.slice(promised.from, to)
  const leans = leansOnContext(said) || tellingWords(said) < selfContained
  const context = leans ? contextBefore(reading.sentences, index) : null
  const dueDate = dueIn(reading, index)
  // Without a day, a promise must say what it promises: "I'll do it myself" is talk.
  if (tellingWords(said) < (dueDate ? 1 : leansOnContext(said) ? 3 : 2)) return undefined
  if (leansOnContext(said) && context === null) return undefined
  const done = asStatement(textOf(sentence, promised.from, withoutDay(sentence, promised.from, to, reading)))
  const text = withTopic(leans ? reading.topicOf(sentence) : null, done)
  const body = {
    description: context === null ? text : `${text} (“${context}”)`,
    owner: promised.owner,
    dueDate,
    priority: /\b(?:urgent|asap|right away|immediately|first thing)\b/i.test(sentence.text)
      ? ('high' as const)
      : ('normal' as const),
    context,
    status: 'open' as const,
  }
  return makeInsight(
    'action_item',
    body,
    sentence,
    leansOnContext(said) ? promised.confidence - 10 : promised.confidence,
  )
}

/** With fewer telling words a promise is put beside what it answers. */
const selfContained = 6

/** The day named in the sentence itself, else in the one before or after it of the same utterance. */
const dueIn = (reading: Reading, index: number): string | null => {
  const own = reading.sentences[index]
  for (const at of [index, index + 1, index - 1]) {
    const sentence = reading.sentences[at]
    if (!own || !sentence || sentence.segment !== own.segment || (at !== index && sentence.tokens.length > 6)) continue
    const due = findDate(sentence.tokens, 0, sentence.tokens.length, reading.context.today)
    if (due) return isoOf(due.day)
  }
  return null
}

/** The day stands apart in the item: "Send the form by Friday" is "Send the form". */
const withoutDay = (sentence: Sentence, from: number, to: number, reading: Reading): number => {
  const due = findDate(sentence.tokens, from, to, reading.context.today)
  if (!due || due.to < to) return to
  let end = due.from
  while (end > from && dayLinks.has(sentence.tokens[end - 1]?.norm ?? '')) end--
  return tellingWords(sentence.tokens.slice(from, end)) >= 2 ? end : to
}

const dayLinks = new Set(['by', 'on', 'before', 'until', 'till', 'for', 'the', 'no', 'later', 'than', 'due', 'say'])

const endOfPurpose = (sentence: Sentence, to: number): number => {
  const next = sentence.tokens[to]?.norm
  return next === 'and' ? clauseAt(sentence, to).to : to
}
