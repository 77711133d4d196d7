import { uuidv5 } from '../ids.ts'
import type { NameLink } from '../name/name-link.ts'
import { type Equivalence, inKeyOrder } from '../observation/equivalence.ts'

/** What a model said of a pair, with who it was and the version of the prompt that asked it. */
export type PairVerdict = { verdict: 'same' | 'different' | 'unsure'; analyst: string; promptVersion: string }

/** Two names, by their ids in any order. */
export type NameVerdict = PairVerdict & { a: string; b: string }
/** Two texts of a dimension, by their keys in any order. */
export type TextVerdict = PairVerdict & { dimension: string; a: string; b: string }

/** The fact that a verdict on names is: there is one for a pair, whoever judges it. */
export const verdictLink = (tenantId: string, { a, b, verdict, analyst }: NameVerdict): NameLink => {
  const pair = inKeyOrder(a, b)
  const id = uuidv5(tenantId, 'name-verdict', ...pair)
  return { id, kind: verdict, origin: 'model', a: pair[0], b: pair[1], recorded: 0, analyst }
}

/** The fact that a verdict on texts is: there is one for a pair of a dimension, whoever judges it. */
export const equivalenceOf = (tenantId: string, { dimension, a, b, verdict, analyst }: TextVerdict): Equivalence => {
  const pair = inKeyOrder(a, b)
  const id = uuidv5(tenantId, 'value-verdict', dimension, ...pair)
  return { id, dimension, a: pair[0], b: pair[1], verdict, analyst }
}

/** Stands for every analyst: what a user took back is not asked of another one. */
const nobody = ''

/** What is left of a link that was withdrawn: of a model's verdict that it settles nothing, and is asked of nobody. */
export const withdrawnLink = (link: NameLink): NameLink | null =>
  link.origin === 'model' ? { ...link, kind: 'unsure', analyst: nobody } : null

/** What is left of a verdict on texts that was withdrawn. */
export const withdrawnEquivalence = (one: Equivalence): Equivalence => ({ ...one, verdict: 'unsure', analyst: nobody })

/** Whether nobody has to be asked any more: something is settled or was withdrawn, or the same analyst was unsure before. */
export const isSettled = (known: { verdict: PairVerdict['verdict']; analyst: string }, analyst: string): boolean =>
  known.verdict !== 'unsure' || known.analyst === analyst || known.analyst === nobody
