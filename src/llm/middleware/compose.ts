import type { CallModel, Middleware } from '../model.ts'

/** The first of the list runs outermost. */
export const compose = (middlewares: readonly Middleware[], call: CallModel): CallModel =>
  middlewares.reduceRight((next, middleware) => middleware(next), call)
