import type { Dimension } from '../tracking-model/model.ts'
import type { ModelView } from '../tracking-model/model-view.ts'
import type { Category } from './transition.ts'

/** What kind of change a move of a single-valued dimension is. */
export const categoryOf = (view: ModelView, dimension: Dimension, from: string | null, to: string | null): Category => {
  if (to === null) return 'cleared'
  if (from === null) return 'initial'
  switch (dimension.kind) {
    case 'vocabulary':
      return ofVocabulary(view, dimension, from, to)
    case 'date':
      return to > from ? 'delayed' : 'brought_forward'
    case 'percent':
      return Number.parseFloat(to) > Number.parseFloat(from) ? 'progress' : 'setback'
    case 'number':
    case 'money':
      return Number.parseFloat(to) > Number.parseFloat(from) ? 'increased' : 'decreased'
    case 'text':
    case 'entity':
      return 'changed'
  }
}

function ofVocabulary(view: ModelView, dimension: Dimension, from: string, to: string): Category {
  const [before, after] = [view.listed(dimension, from), view.listed(dimension, to)]
  if (after?.setback) return 'setback'
  if (before?.terminal && !after?.terminal) return 'reopened'
  if (after?.terminal) return before?.terminal ? 'changed' : 'completed'
  if (before?.setback) return 'progress'
  if (!before || !after) return 'changed'
  return view.rank(dimension, to) > view.rank(dimension, from) ? 'progress' : 'setback'
}

/** Whether the tracking model knows the move. Where nothing is said about unknown beginnings, any first value will do. */
export const isAllowed = (dimension: Dimension, from: string | null, to: string | null): boolean => {
  if (!dimension.moves || to === null) return true
  if (from === null && dimension.moves.every(([start]) => start !== null)) return true
  return dimension.moves.some(([start, end]) => (start === '*' || start === from) && (end === '*' || end === to))
}
