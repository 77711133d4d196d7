import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import type { Middleware } from '../model.ts'
import { ModelError, type ModelErrorKind } from '../model-error.ts'
import type { Observe } from '../observe.ts'

export type BreakerOptions = {
  /** Calls that must have been made, and half of the last twice as many must have failed. */
  threshold: number
  recoveryMs: number
  observe: Observe
}

/** What says that a model is unwell. A full house (429) and an answer of no use do not. */
const failures: ReadonlySet<ModelErrorKind> = new Set([
  'overloaded',
  'server_error',
  'upstream',
  'network',
  'timeout',
  'too_large',
  'unauthorized',
])

/** One breaker per model in this process: while it is open the model is not called, after a while one call tries again. */
export const createBreakers = (options: BreakerOptions): Middleware => {
  const breakers = new Map<string, CircuitBreakerPolicy>()
  const breakerOf = (model: string): CircuitBreakerPolicy => {
    const known = breakers.get(model) ?? makeBreaker(model, options)
    breakers.set(model, known)
    return known
  }
  return (next) => async (call) => {
    const breaker = breakerOf(call.model.id)
    // Others do not wait for the one call that tries: it may take as long as a call may.
    if (breaker.state === CircuitState.HalfOpen) throw circuitOpen(call.model.id)
    try {
      return await breaker.execute(() => next(call))
    } catch (error) {
      throw error instanceof BrokenCircuitError ? circuitOpen(call.model.id) : error
    }
  }
}

const makeBreaker = (model: string, { threshold, recoveryMs, observe }: BreakerOptions): CircuitBreakerPolicy => {
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof ModelError && failures.has(error.kind)),
    {
      halfOpenAfter: recoveryMs,
      breaker: new CountBreaker({ threshold: 0.5, size: 2 * threshold, minimumNumberOfCalls: threshold }),
    },
  )
  observe({ type: 'breaker', model, state: 'closed' })
  breaker.onStateChange((state) => observe({ type: 'breaker', model, state: stateNames[state] ?? 'open' }))
  return breaker
}

const stateNames: Partial<Record<CircuitState, 'closed' | 'half_open' | 'open'>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half_open',
}

const circuitOpen = (model: string): ModelError =>
  new ModelError('circuit_open', `${model} failed too often just now and is left alone for a while`)
