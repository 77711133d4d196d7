import { abortable } from '../abortable.ts'
import type { Middleware } from '../model.ts'
import { ModelError } from '../model-error.ts'

/**
 * Bounds a whole call, its answer included. It does not depend on the callee to obey the signal: whoever ignores it is
 * left behind.
 */
export const deadline =
  (timeoutMs: number): Middleware =>
  (next) =>
  async (call) => {
    const over = new AbortController()
    const timer = setTimeout(
      () => over.abort(new ModelError('timeout', `no whole answer within ${timeoutMs} ms`)),
      timeoutMs,
    )
    const signal = AbortSignal.any([call.signal, over.signal])
    try {
      return await abortable(next({ ...call, signal }), signal)
    } finally {
      clearTimeout(timer)
    }
  }
