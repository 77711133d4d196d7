import { type InsightDraft, insightBodySchemas } from '../../../domain/insight/insight.ts'
import type { TrackingModel } from '../../../domain/tracking-model/model.ts'
import { createMatcher } from '../cues/matcher.ts'
import type { Reading } from '../prepare.ts'
import type { Sentence } from '../reading/sentence.ts'
import { numberAt } from '../text/numbers.ts'
import { isoOf } from '../values/calendar.ts'
import { findDate } from '../values/dates.ts'
import { asStatement, evidenceOf } from './make-insight.ts'

type Field = TrackingModel['insights'][number]['fields'][number]

/**
 * Kinds of insight that the tracking model declares: a cue makes one, its fields are read from the sentence. A built-in
 * name stays what it is.
 */
export const findOwnKinds = (reading: Reading): InsightDraft[] =>
  reading.model.insights.flatMap((declared) => {
    if (Object.hasOwn(insightBodySchemas, declared.kind)) return []
    const cues = createMatcher<true>(declared.cues.map((cue): [string, true] => [cue, true]))
    return reading.sentences.flatMap((sentence) => {
      const hit = sentence.kind === 'heading' || sentence.question ? undefined : cues.find(sentence.tokens)[0]
      if (!hit || reading.context.modalityOf(sentence, hit.from, hit.to) !== 'asserted') return []
      const body = Object.fromEntries(
        declared.fields.map((field, index) => [field.name, readField(field, index, sentence, reading)]),
      )
      if (declared.fields.some((field) => field.required && body[field.name] === null)) return []
      return [{ kind: declared.kind, body, confidence: 60, evidence: [evidenceOf(sentence)] }]
    })
  })

const readField = (field: Field, index: number, sentence: Sentence, reading: Reading): unknown => {
  switch (field.kind) {
    case 'text':
      return index === 0 || field.required ? asStatement(sentence.text) : null
    case 'date': {
      const found = findDate(sentence.tokens, 0, sentence.tokens.length, reading.context.today)
      return found ? isoOf(found.day) : null
    }
    case 'number': {
      const found = sentence.tokens
        .map((_token, at) => numberAt(sentence.tokens, at))
        .find((number) => number !== undefined)
      return found?.value ?? null
    }
    case 'person':
      return (
        reading.namesOf(sentence).find((name) => name.type === reading.context.personType)?.surface ?? sentence.speaker
      )
    case 'choice':
      return field.choices.find((choice) => sentence.text.toLowerCase().includes(choice.toLowerCase())) ?? null
  }
}
