import { isSameValue, type Judged } from '../observation/same-value.ts'
import { shiftValue } from '../observation/shift-value.ts'
import { normaliseValue, type Value } from '../observation/values.ts'
import type { Dimension } from '../tracking-model/model.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import { categoryOf, isAllowed } from './category.ts'
import { confidenceOf } from './confidence.ts'
import { evidenceOf } from './evidence.ts'
import type { FoldInput } from './fold-input.ts'
import { patternReason } from './pattern-reason.ts'
import type { StateRow, Transition } from './transition.ts'

type Stated = { input: FoldInput; value: Value | null }

/** A dimension as it is folded: with what was judged of its texts. */
type Folding = { view: ModelView; dimension: Dimension; judged: Judged }

/** A dimension with one value: each occasion makes at most one change, and what was said last on it counts. */
export const foldSingle = (folding: Folding, start: StateRow | null, points: readonly FoldInput[][]) => {
  const { dimension } = folding
  let state = start
  const transitions: Transition[] = []
  for (const inputs of points) {
    const stated = evaluate(folding, state?.value ?? null, inputs)
    const last = stated.at(-1)
    if (!last || isSame(folding, state?.value ?? null, last.value)) continue
    const transition = transitionOf(folding, state, last, stated)
    transitions.push(transition)
    state = last.value && {
      dimension: dimension.name,
      item: '',
      value: last.value,
      since: transition.validAt,
      orderKey: transition.orderKey,
      confidence: transition.confidence,
      evidence: transition.evidence,
    }
  }
  return { transitions, states: state ? [state] : [] }
}

/** What each statement of one occasion makes of the value. Relative ones start from the last absolute one, so saying them twice moves once. */
function evaluate(folding: Folding, current: Value | null, inputs: readonly FoldInput[]): Stated[] {
  const stated: Stated[] = []
  let base = current
  for (const input of inputs) {
    const running = stated.at(-1)?.value ?? (stated.length > 0 ? null : current)
    const value = apply(folding, base, running, input)
    if (value === undefined) continue
    if (input.op === 'set' || input.op === 'add') base = value
    stated.push({ input, value })
  }
  return stated
}

/** Undefined when the statement says nothing that the dimension can hold. */
function apply(
  folding: Folding,
  base: Value | null,
  running: Value | null,
  input: FoldInput,
): Value | null | undefined {
  const { dimension } = folding
  switch (input.op) {
    case 'set':
    case 'add':
      return normaliseValue(dimension, input.value ?? '', input.valueEntity) ?? undefined
    case 'resolve': {
      if (running === null) return undefined
      if (input.value === null && input.valueEntity === null) return null
      const value = normaliseValue(dimension, input.value ?? '', input.valueEntity)
      return value && isSame(folding, running, value) ? null : undefined
    }
    case 'advance': {
      const rank = base === null ? -1 : dimension.values.findIndex((value) => value.value === base.key)
      const next = rank < 0 ? undefined : dimension.values[rank + 1]
      return next && { key: next.value, text: next.value, entityId: null }
    }
    case 'shift': {
      const moved = base && input.value !== null ? shiftValue(dimension, base.text, input.value) : null
      return moved === null ? undefined : { key: moved, text: moved, entityId: null }
    }
  }
}

/** Whether each move of the occasion is usual: from planned by way of begun to done is, though done from planned is not. */
const isUsualWay = (dimension: Dimension, from: string | null, stated: readonly Stated[]): boolean => {
  let at = from
  return stated.every(({ value }) => {
    const to = value?.text ?? null
    const usual = to === at || isAllowed(dimension, at, to)
    at = to
    return usual
  })
}

const isSame = ({ dimension, judged }: Folding, a: Value | null, b: Value | null): boolean =>
  a === null || b === null ? a === b : isSameValue(dimension, a, b, judged)

function transitionOf(folding: Folding, state: StateRow | null, last: Stated, stated: readonly Stated[]): Transition {
  const { view, dimension } = folding
  const { input, value } = last
  const [from, to] = [state?.value.text ?? null, value?.text ?? null]
  const others = stated.filter((other) => !isSame(folding, other.value, value))
  const agreeing = stated.filter((other) => other !== last && isSame(folding, other.value, value))
  const otherValues = [...new Set(others.flatMap((other) => other.value?.text ?? []))]
  const allowed = isUsualWay(dimension, from, stated)
  const validAt = validAtOf(input, state?.since ?? null)
  return {
    dimension: dimension.name,
    item: '',
    from,
    to,
    fromSince: state?.since ?? null,
    validAt,
    orderKey: input.orderKey,
    meetingId: input.meetingId,
    category: input.origin === 'import' && from === null ? 'imported' : categoryOf(view, dimension, from, to),
    reason: patternReason(input, { dimension, from, to, others: otherValues, allowed }),
    reasonSource: input.origin === 'machine' ? 'pattern' : 'user',
    confidence: confidenceOf({
      origin: input.origin,
      base: input.confidence,
      first: from === null,
      text: dimension.kind === 'text',
      agreeing: agreeing.length,
      conflicting: otherValues.length,
      allowed,
    }),
    allowed,
    conflicting: otherValues,
    evidence: evidenceOf(
      input,
      agreeing.map((other) => other.input),
    ),
  }
}

/** Since when it holds: as said, but never after the occasion nor before the value that it replaces. */
export const validAtOf = (input: FoldInput, since: string | null): string => {
  const said = input.effectiveAt !== null && input.effectiveAt < input.occurredAt ? input.effectiveAt : input.occurredAt
  return since !== null && said < since ? since : said
}
