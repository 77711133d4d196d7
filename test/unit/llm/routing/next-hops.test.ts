import { describe, expect, it } from 'vitest'
import type { ModelSpec } from '../../../../src/llm/model.ts'
import { type ModelErrorKind, modelErrorKinds } from '../../../../src/llm/model-error.ts'
import { nextHops } from '../../../../src/llm/routing/next-hops.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

const failed = modelSpec('one/failed')
const sibling = modelSpec('one/sibling', { contextWindow: 200_000 })
const cheaper = modelSpec('two/cheaper', { price: { input: 0.1, output: 0.4, version: 't' } })
const unpriced = modelSpec('three/unpriced', { price: null, contextWindow: 50_000 })
const rest = [sibling, cheaper, unpriced]

const hopsAfter = (kind: ModelErrorKind, left: ModelSpec[] = rest): string[] =>
  nextHops(left, failed, kind).map(({ name }) => name)

describe('who is asked after a failure', () => {
  it('is only who has more room, where the question did not fit', () => {
    expect(hopsAfter('context_too_long')).toEqual(['sibling'])
  })

  it.each(['unauthorized', 'limit_wait'] as const)('is another provider after %s', (kind) => {
    expect(hopsAfter(kind)).toEqual(['cheaper', 'unpriced'])
  })

  it('is another provider first, where this one could not be reached', () => {
    expect(hopsAfter('network')).toEqual(['cheaper', 'unpriced', 'sibling'])
  })

  it('is who costs less for certain, where the budget does not reach', () => {
    expect(hopsAfter('budget')).toEqual(['cheaper'])
  })

  it.each(
    modelErrorKinds.filter(
      (kind) => !['context_too_long', 'unauthorized', 'limit_wait', 'network', 'budget'].includes(kind),
    ),
  )('is the next of the chain after %s', (kind) => {
    expect(hopsAfter(kind)).toEqual(['sibling', 'cheaper', 'unpriced'])
  })

  it('is never somebody who was not in the chain', () => {
    for (const kind of modelErrorKinds) expect(hopsAfter(kind, [])).toEqual([])
  })
})
