import { describe, expect, it } from 'vitest'
import type { ModelCatalog, Routes } from '../../../../src/llm/catalog/catalog.ts'
import type { ModelSpec } from '../../../../src/llm/model.ts'
import { explainRoute } from '../../../../src/llm/routing/explain-route.ts'
import { type RouteQuestion, routeTask } from '../../../../src/llm/routing/route-task.ts'
import { modelSpec } from '../../../factories/model-specs.ts'

const small = modelSpec('one/small', { tiers: ['simple'], price: { input: 0.1, output: 0.4, version: 't' } })
const good = modelSpec('one/good', { tiers: ['simple', 'moderate', 'complex'] })
const best = modelSpec('two/best', {
  tiers: ['simple', 'moderate', 'complex', 'critical'],
  price: { input: 5, output: 20, version: 't' },
})
const long = modelSpec('two/long', { tiers: ['long_context'], contextWindow: 1_000_000 })
const own = modelSpec('ollama/own', { tiers: ['simple', 'moderate'], price: null })

const ask = (models: ModelSpec[], routes: Routes, more: Partial<RouteQuestion> = {}): RouteQuestion => {
  const catalog: ModelCatalog = { providers: [], models, routes }
  return { catalog, task: 'summarize_part', tier: 'moderate', promptTokens: 10_000, maxOutputTokens: 1_000, ...more }
}
const chainOf = (question: RouteQuestion): string[] => routeTask(question).chain.map(({ id }) => id)
const reasonsOf = (question: RouteQuestion) =>
  Object.fromEntries(routeTask(question).rejected.map(({ model, reason }) => [model, reason]))

describe('the order of models', () => {
  it('is the smallest that is good enough, larger ones, those for long questions, smaller ones', () => {
    expect(chainOf(ask([small, long, best, good], {}))).toEqual(['one/good', 'two/best', 'two/long', 'one/small'])
    expect(chainOf(ask([small, long, best, good], {}, { tier: 'simple' }))[0]).toBe('one/small')
    expect(chainOf(ask([small, long, best, good], {}, { tier: 'critical' }))[0]).toBe('two/best')
    expect(chainOf(ask([small, long, best, good], {}, { tier: 'long_context' }))[0]).toBe('two/long')
  })

  it('is by price among equals, where an unknown price comes last', () => {
    const cheap = modelSpec('z/cheap', { price: { input: 0.5, output: 1, version: 't' } })
    const unknown = modelSpec('a/unknown', { price: null })

    expect(chainOf(ask([unknown, good, cheap], {}))).toEqual(['z/cheap', 'one/good', 'a/unknown'])
  })

  it('is what the route prefers, before all else', () => {
    expect(chainOf(ask([good, best, small], { default: { models: ['one/small', 'two/best'] } }))).toEqual([
      'one/small',
      'two/best',
      'one/good',
    ])
  })

  it('takes of the default what a task’s own route does not say', () => {
    const routes: Routes = { default: { provider: 'two', maxCost: 10 }, summarize_part: { tier: 'critical' } }

    expect(chainOf(ask([good, best], routes))).toEqual(['two/best'])
    expect(explainRoute(ask([good, best], routes))).toMatchObject({ tier: 'critical', chosen: 'two/best' })
  })

  it('ends after five', () => {
    const many = Array.from({ length: 7 }, (_, index) => modelSpec(`p/m${index}`))

    expect(chainOf(ask(many, {}))).toHaveLength(5)
    expect(reasonsOf(ask(many, {}))).toEqual({ 'p/m5': '5 others come first', 'p/m6': '5 others come first' })
  })

  it('does not depend on the order of the catalogue', () => {
    const models = [small, good, best, long, own]

    expect(chainOf(ask(models.toReversed(), {}))).toEqual(chainOf(ask(models, {})))
  })
})

describe('what is required', () => {
  it('leaves the work offline rather than to another provider', () => {
    const question = ask([good, best], { default: { provider: 'ollama' } })

    expect(routeTask(question)).toEqual({
      chain: [],
      rejected: [
        { model: 'one/good', reason: 'the task requires ollama' },
        { model: 'two/best', reason: 'the task requires ollama' },
      ],
    })
  })

  it('leaves the work offline when the required provider is down', () => {
    const unavailable = (model: ModelSpec) => (model.provider === 'ollama' ? 'its breaker is open' : null)
    const question = ask([good, own], { default: { provider: 'ollama' } }, { unavailable })

    expect(chainOf(question)).toEqual([])
    expect(reasonsOf(question)['ollama/own']).toBe('its breaker is open')
  })

  it('is a ceiling for the price of one call, which an unknown price cannot meet', () => {
    const question = ask([small, best, own], { default: { maxCost: 0.01 } })

    expect(chainOf(question)).toEqual(['one/small'])
    expect(reasonsOf(question)).toEqual({
      'two/best': 'may cost $0.07, above the ceiling of $0.01',
      'ollama/own': 'its price is not known, and the task has a ceiling',
    })
  })

  it('is room for question and answer', () => {
    const question = ask([good, long], {}, { promptTokens: 99_500 })

    expect(chainOf(question)).toEqual(['two/long'])
    expect(reasonsOf(question)['one/good']).toBe('needs 100500 tokens, has 100000')
  })

  it('is what is left of the budget: the next call is cheaper, then there is none', () => {
    const models = [good, best, small]

    expect(chainOf(ask(models, {}, { budgetLeft: 0.02 }))).toEqual(['one/good', 'one/small'])
    expect(chainOf(ask(models, {}, { budgetLeft: 0.01 }))).toEqual(['one/small'])
    expect(chainOf(ask([...models, own], {}, { budgetLeft: 0 }))).toEqual([])
  })

  it('lets what is free go on when the budget is spent', () => {
    const free = modelSpec('ollama/free', { price: { input: 0, output: 0, version: 'own' } })

    expect(chainOf(ask([good, free], {}, { budgetLeft: 0 }))).toEqual(['ollama/free'])
  })
})

describe('the explanation of a route', () => {
  it('says who is chosen and why, and why others are not', () => {
    const question = ask([good, small, best], { default: { models: ['one/good'], maxCost: 0.05 } })

    expect(explainRoute(question)).toEqual({
      task: 'summarize_part',
      tier: 'moderate',
      chosen: 'one/good',
      chain: [
        {
          model: 'one/good',
          why: 'choice 1 of the route, good enough for moderate, $1 in, $4 out for a million tokens',
        },
        { model: 'one/small', why: 'small for moderate, $0.1 in, $0.4 out for a million tokens' },
      ],
      rejected: [{ model: 'two/best', reason: 'may cost $0.07, above the ceiling of $0.05' }],
    })
  })
})
