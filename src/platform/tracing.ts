/** Ids, numbers and words of a closed list. Never text that people said or wrote, never a key. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>

export type SpanRequest = {
  name: string
  /** What the work is to others: `server` answers, `consumer` was asked through a queue, `client` asks. */
  kind: 'internal' | 'server' | 'client' | 'consumer'
  /** W3C traceparent of work elsewhere that this belongs to; absent: the span that is active here, else a new trace. */
  parent?: string | undefined
  attributes: SpanAttributes
}

export type Span = {
  /** W3C traceparent of this span, for whoever goes on with it; undefined while tracing is off. */
  traceparent: string | undefined
  rename: (name: string) => void
  set: (attributes: SpanAttributes) => void
  /** Marks the work as failed although it threw nothing; `type` becomes `error.type`. */
  fail: (type: string) => void
}

export type Tracing = {
  /** Runs work in a span, which ends with it; what it throws becomes `error.type`, without its message. */
  withSpan: <T>(request: SpanRequest, work: (span: Span) => Promise<T>) => Promise<T>
  /** Sends what is still here; gives up after a few seconds. */
  close: () => Promise<void>
}

const noSpan: Span = { traceparent: undefined, rename: () => {}, set: () => {}, fail: () => {} }

/** Does the work and nothing else. */
export const noTracing: Tracing = { withSpan: (_request, work) => work(noSpan), close: async () => {} }
