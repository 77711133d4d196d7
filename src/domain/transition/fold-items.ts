import { isSameValue, type Judged, nothingJudged, verdictOn } from '../observation/same-value.ts'
import { normaliseValue, type Value } from '../observation/values.ts'
import type { Dimension } from '../tracking-model/model.ts'
import { confidenceOf } from './confidence.ts'
import { evidenceOf } from './evidence.ts'
import type { FoldInput } from './fold-input.ts'
import { validAtOf } from './fold-single.ts'
import { patternReason } from './pattern-reason.ts'
import type { StateRow, Transition } from './transition.ts'

type Item = { key: string; value: Value; by: FoldInput; agreeing: FoldInput[] }
type Folding = { dimension: Dimension; judged: Judged }
type Gone = { by: FoldInput; agreeing: FoldInput[] }

/** A dimension with many items: each occasion adds and resolves; what is back by its end was never gone. */
export const foldItems = (
  dimension: Dimension,
  start: readonly StateRow[],
  points: readonly FoldInput[][],
  judged: Judged,
) => {
  const open = new Map(start.map((row) => [row.item, row]))
  const transitions: Transition[] = []
  for (const inputs of points) {
    const { added, gone } = netOf({ dimension, judged }, open, inputs)
    for (const [key, { by, agreeing }] of gone) {
      const row = open.get(key)
      if (!row) continue
      open.delete(key)
      transitions.push(transitionOf(dimension, row, null, by, agreeing))
    }
    for (const item of added) {
      const transition = transitionOf(dimension, null, item, item.by, item.agreeing)
      transitions.push(transition)
      const { validAt, orderKey, confidence, evidence } = transition
      open.set(item.key, {
        dimension: dimension.name,
        item: item.key,
        value: item.value,
        since: validAt,
        orderKey,
        confidence,
        evidence,
      })
    }
  }
  return { transitions, states: [...open.values()].sort((a, b) => (a.item < b.item ? -1 : 1)) }
}

/** What one occasion adds and resolves in the end. */
function netOf(folding: Folding, open: ReadonlyMap<string, StateRow>, inputs: readonly FoldInput[]) {
  const items = new Map<string, Value>([...open].map(([key, row]) => [key, row.value]))
  const added = new Map<string, Item>()
  const gone = new Map<string, Gone>()
  for (const input of inputs) {
    const value = normaliseValue(folding.dimension, input.value ?? '', input.valueEntity)
    if (input.op === 'set' || input.op === 'add') {
      if (!value) continue
      const known = find(folding, items, value)
      if (known !== undefined) {
        added.get(known)?.agreeing.push(input)
        continue
      }
      const back = find(folding, new Map([...open].map(([key, row]) => [key, row.value])), value)
      items.set(back ?? value.key, value)
      if (back !== undefined) gone.delete(back)
      else added.set(value.key, { key: value.key, value, by: input, agreeing: [] })
    } else if (input.op === 'resolve') {
      for (const key of resolved(folding, items, value, input)) {
        items.delete(key)
        if (!added.delete(key)) gone.set(key, { by: input, agreeing: [] })
      }
    }
  }
  return { added: [...added.values()], gone }
}

/**
 * Without an item everything that is open; an item that nobody knows means the only open one, if there is just one and
 * nobody judged that it is another.
 */
function resolved(
  folding: Folding,
  items: ReadonlyMap<string, Value>,
  value: Value | null,
  input: FoldInput,
): string[] {
  if (input.value === null && input.valueEntity === null) return [...items.keys()]
  const known = value && find(folding, items, value)
  if (known !== null && known !== undefined) return [known]
  const { dimension, judged } = folding
  if (dimension.kind !== 'text' || items.size !== 1) return []
  return [...items].flatMap(([key, item]) =>
    value && verdictOn(dimension.name, item.key, value.key, judged) === 'different' ? [] : [key],
  )
}

/** The item that a value is: of the same key, else of the same text, else judged to be the same. */
function find({ dimension, judged }: Folding, items: ReadonlyMap<string, Value>, value: Value): string | undefined {
  for (const [key, item] of items) if (item.key === value.key) return key
  if (dimension.kind !== 'text') return undefined
  const keys = [...items.keys()].sort()
  const isItem = (key: string, by: Judged): boolean => {
    const item = items.get(key)
    return item !== undefined && isSameValue(dimension, item, value, by)
  }
  return keys.find((key) => isItem(key, nothingJudged)) ?? keys.find((key) => isItem(key, judged))
}

function transitionOf(
  dimension: Dimension,
  row: StateRow | null,
  item: Item | null,
  by: FoldInput,
  agreeing: readonly FoldInput[],
): Transition {
  const [from, to] = [row?.value.text ?? null, item?.value.text ?? null]
  return {
    dimension: dimension.name,
    item: row?.item ?? item?.key ?? '',
    from,
    to,
    fromSince: row?.since ?? null,
    validAt: validAtOf(by, row?.since ?? null),
    orderKey: by.orderKey,
    meetingId: by.meetingId,
    category: to === null ? 'resolved' : by.origin === 'import' ? 'imported' : 'added',
    reason: patternReason(by, { dimension, from, to, others: [], allowed: true }),
    reasonSource: by.origin === 'machine' ? 'pattern' : 'user',
    confidence: confidenceOf({
      origin: by.origin,
      base: by.confidence,
      first: false,
      text: dimension.kind === 'text',
      agreeing: agreeing.length,
      conflicting: 0,
      allowed: true,
    }),
    allowed: true,
    conflicting: [],
    evidence: evidenceOf(by, agreeing),
  }
}
