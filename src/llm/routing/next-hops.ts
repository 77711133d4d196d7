import type { ModelSpec } from '../model.ts'
import type { ModelErrorKind } from '../model-error.ts'

/**
 * Who is left to ask after a model has failed for good, by what was wrong: a question that did not fit goes only where
 * there is more room, a provider that lets nobody in is not asked again under another name, and one that cannot be
 * reached is asked again last.
 */
export const nextHops = (rest: readonly ModelSpec[], failed: ModelSpec, kind: ModelErrorKind): ModelSpec[] => {
  const elsewhere = rest.filter((model) => model.provider !== failed.provider)
  switch (kind) {
    case 'context_too_long':
      return rest.filter((model) => model.contextWindow > failed.contextWindow)
    case 'unauthorized':
    case 'limit_wait':
      return elsewhere
    case 'network':
      return [...elsewhere, ...rest.filter((model) => model.provider === failed.provider)]
    case 'budget':
      return rest.filter((model) => isCheaper(model, failed))
    case 'rate_limited':
    case 'overloaded':
    case 'server_error':
    case 'upstream':
    case 'timeout':
    case 'too_large':
    case 'truncated':
    case 'refusal':
    case 'bad_output':
    case 'bad_request':
    case 'circuit_open':
      return [...rest]
  }
}

const isCheaper = (model: ModelSpec, than: ModelSpec): boolean =>
  model.price !== null &&
  (than.price === null || (model.price.input < than.price.input && model.price.output < than.price.output))
