import { compare } from '../name/name.ts'
import type { TrackingModel } from '../tracking-model/model.ts'
import { viewOf } from '../tracking-model/model-view.ts'
import type { FoldFacts, FoldInput } from './fold-input.ts'
import { foldItems } from './fold-items.ts'
import { foldSingle } from './fold-single.ts'
import type { Fold, StateRow, Transition } from './transition.ts'
import { weighInputs } from './weigh-inputs.ts'

/** State and history of one entity from all that was ever stated about it. Pure; sees nothing of other entities. */
export const foldEntity = (facts: FoldFacts, model: TrackingModel): Fold => foldOn([], facts, model)

/**
 * Goes on from a state with facts of later occasions. Equal to folding everything again, provided that every fact
 * given here stands after everything that made the state.
 */
export const foldOn = (start: readonly StateRow[], facts: FoldFacts, model: TrackingModel): Fold => {
  const view = viewOf(model)
  const transitions: Transition[] = []
  const states: StateRow[] = []
  const inputs = byDimension(weighInputs(facts, view))
  const dimensions = new Set([...inputs.keys(), ...start.map((row) => row.dimension)])
  for (const name of [...dimensions].sort(compare)) {
    const dimension = view.dimension(name)
    // What the model does not know, or things of this type do not have, is kept as a fact and ignored.
    if (!dimension || !view.owns(facts.type, name)) continue
    const before = start.filter((row) => row.dimension === name)
    const points = byPoint(inputs.get(name) ?? [])
    const folded = dimension.many
      ? foldItems(dimension, before, points, facts.judged)
      : foldSingle({ view, dimension, judged: facts.judged }, before[0] ?? null, points)
    transitions.push(...folded.transitions)
    states.push(...folded.states)
  }
  return {
    states,
    transitions,
    foldedKey:
      facts.inputs
        .map((input) => input.orderKey)
        .sort(compare)
        .at(-1) ?? '',
  }
}

function byDimension(inputs: readonly FoldInput[]): Map<string, FoldInput[]> {
  const groups = new Map<string, FoldInput[]>()
  for (const input of inputs) {
    const group = groups.get(input.dimension)
    if (group) group.push(input)
    else groups.set(input.dimension, [input])
  }
  return groups
}

const weight = { machine: 0, import: 1, user: 2 } as const

/** Occasions in the order of time; on each one machines come first and users last, so that the last word is theirs. */
function byPoint(inputs: readonly FoldInput[]): FoldInput[][] {
  const sorted = [...inputs].sort(
    (a, b) =>
      compare(a.point, b.point) ||
      weight[a.origin] - weight[b.origin] ||
      a.recorded - b.recorded ||
      compare(a.orderKey, b.orderKey) ||
      compare(contentOf(a), contentOf(b)),
  )
  const points: FoldInput[][] = []
  for (const input of sorted) {
    const last = points.at(-1)
    if (last?.[0]?.point === input.point) last.push(input)
    else points.push([input])
  }
  return points
}

const contentOf = (input: FoldInput): string =>
  `${input.op}\u001f${input.value ?? ''}\u001f${input.evidence?.quote ?? ''}`
