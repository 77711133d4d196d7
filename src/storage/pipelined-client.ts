import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import pg from 'pg'

/** As whom a transaction is opened, and whether it only reads. */
export type Scope = { tenantId: string; readOnly: boolean }

const scopes = new AsyncLocalStorage<Scope>()

/** Transactions that `work` opens know the tenant from their first statement on. */
export const withScope = async <T>(scope: Scope, work: () => Promise<T>): Promise<T> => {
  if (!uuid.test(scope.tenantId)) throw new Error(`not the id of a tenant: ${JSON.stringify(scope.tenantId)}`)
  return scopes.run(scope, work)
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What a statement of a transaction begins with whose answer nobody waits for. */
export const unanswered = '/* unanswered */ '

type Query = (...args: unknown[]) => Promise<unknown>

const nothing = { rows: [], fields: [], rowCount: 0 }

/**
 * A connection that waits for no answer that nobody needs: a transaction is opened together with its first statement,
 * writes marked as `unanswered` go out one after the other, and the end of a transaction that only read holds nobody up.
 * Postgres answers in the order in which it was asked and refuses all that follows a failure, so the next statement
 * that is waited for, at the latest the commit, fails as the first that went wrong.
 */
export class PipelinedClient extends pg.Client {
  /** Opens the transaction that was asked for; not sent yet. */
  #opening: string | undefined
  #readOnly = false
  #inTransaction = false
  #unheard: Promise<unknown>[] = []

  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true })
    this.query = ((...args: unknown[]) => this.#ask(args)) as pg.Client['query']
  }

  #send(...args: unknown[]): Promise<unknown> {
    return (pg.Client.prototype.query as Query).apply(this, args)
  }

  #ask(args: unknown[]): Promise<unknown> {
    const text = textOf(args[0])
    if (text === 'BEGIN') return this.#open()
    if (text === 'COMMIT' || text === 'ROLLBACK') return this.#end(text)
    if (this.#inTransaction && text.startsWith(unanswered)) {
      this.#leaveUnheard(this.#sendWithOpening(args))
      return Promise.resolve(nothing)
    }
    return this.#afterUnheard(this.#sendWithOpening(args))
  }

  #open(): Promise<unknown> {
    const scope = scopes.getStore()
    this.#readOnly = scope?.readOnly ?? false
    this.#inTransaction = true
    const begin = this.#readOnly ? 'BEGIN READ ONLY' : 'BEGIN'
    this.#opening = scope ? `${begin}; SET LOCAL tl.tenant = '${scope.tenantId}'` : begin
    return Promise.resolve(nothing)
  }

  #end(text: 'COMMIT' | 'ROLLBACK'): Promise<unknown> {
    this.#inTransaction = false
    const unsent = this.#opening !== undefined
    this.#opening = undefined
    if (unsent) return Promise.resolve(nothing)
    const ended = this.#send(text)
    if (text === 'COMMIT' && !this.#readOnly) return this.#afterUnheard(ended)
    this.#unheard = []
    if (text === 'ROLLBACK') return ended
    ended.catch(() => {})
    return Promise.resolve(nothing)
  }

  /** In one piece with the opening of the transaction, when that is still due. */
  #sendWithOpening(args: unknown[]): Promise<unknown> {
    const opening = this.#opening
    if (opening === undefined) return this.#send(...args)
    this.#opening = undefined
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
    stream.cork()
    this.#leaveUnheard(this.#send(opening))
    const sent = this.#send(...args)
    stream.uncork()
    return sent
  }

  #leaveUnheard(sent: Promise<unknown>): void {
    sent.catch(() => {})
    this.#unheard.push(sent)
  }

  #afterUnheard(sent: Promise<unknown>): Promise<unknown> {
    if (this.#unheard.length === 0) return sent
    return Promise.all([sent, ...this.#unheard.splice(0)]).then(([answer]) => answer)
  }
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | null)?.text ?? '')
