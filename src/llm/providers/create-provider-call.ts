import type { OpenAI } from 'openai'
import type { ProviderSpec } from '../catalog/catalog.ts'
import type { CallModel, ModelCall } from '../model.ts'
import { createBoundedFetch } from './bounded-fetch.ts'
import { readReply } from './read-reply.ts'
import { type SendRequest, sendRequest } from './send-request.ts'
import { toModelError } from './to-model-error.ts'
import { toRequestBody } from './to-request-body.ts'

/**
 * One call of a provider over HTTP, once: waiting, retrying and falling back are the gateway's. Whatever goes wrong
 * becomes a `ModelError` without a word of the prompt, the answer or the key; an abort rejects with its reason.
 */
export const createProviderCall = (
  provider: ProviderSpec,
  deps: { send?: SendRequest; now?: () => number } = {},
): CallModel => {
  const { send = sendRequest, now = Date.now } = deps
  let client: Promise<OpenAI> | undefined
  return async (call) => {
    client ??= connect(provider, createBoundedFetch(send))
    const sdk = await client
    call.signal.throwIfAborted()
    let body: unknown
    try {
      body = await sdk.chat.completions.create(toRequestBody(provider, call), { signal: call.signal })
    } catch (error) {
      if (call.signal.aborted) throw call.signal.reason
      throw toModelError(error, describe(call), now())
    }
    return readReply(body, describe(call))
  }
}

/** What an error may say of a call. */
const describe = (call: ModelCall): string => call.model.id

/** Above any deadline of ours: the deadline of a call is the gateway's. */
const longestCallMs = 2 ** 31 - 1

/** Loaded with the first call: most processes never make one. What the SDK would read from the environment is said here. */
const connect = async (provider: ProviderSpec, fetch: typeof globalThis.fetch): Promise<OpenAI> => {
  const { OpenAI } = await import('openai')
  const key = provider.key()
  return new OpenAI({
    apiKey: key ?? 'none',
    baseURL: provider.baseUrl,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: longestCallMs,
    logLevel: 'off',
    fetch,
    ...(key === null ? { defaultHeaders: { Authorization: null } } : {}),
  })
}
