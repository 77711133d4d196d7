/** Longer than any line that is not a row. */
const mostBytes = 10_000_000

/** Bytes as lines, and stretches of lines as bytes; each is told to `onUsed` once, as it is taken. Rejects with `damaged`. */
export class Lines {
  readonly #source: AsyncIterator<Buffer>
  readonly #onUsed: (bytes: Buffer) => void
  readonly #damaged: (how: string) => Error
  #kept: Buffer = Buffer.alloc(0)

  constructor(
    source: AsyncIterable<Buffer>,
    options: { onUsed: (bytes: Buffer) => void; damaged: (how: string) => Error },
  ) {
    this.#source = source[Symbol.asyncIterator]()
    this.#onUsed = options.onUsed
    this.#damaged = options.damaged
  }

  async next(): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#kept.indexOf(10, from)
      if (end >= 0) return this.#take(end + 1).toString('utf8', 0, end)
      from = this.#kept.length
      if (from > mostBytes) throw this.#damaged('a line of it is far too long')
      if (!(await this.#more())) throw this.#damaged('it ends in the middle of a line')
    }
  }

  /** What comes before the line that is `mark`, which ends with a line feed; the mark is taken as well. */
  async *until(mark: string): AsyncGenerator<Buffer> {
    const between = Buffer.from(`\n${mark}`)
    const first = Buffer.from(mark)
    while (this.#kept.length < first.length)
      if (!(await this.#more())) throw this.#damaged('it ends in the middle of a table')
    if (this.#kept.subarray(0, first.length).equals(first)) {
      this.#take(first.length)
      return
    }
    for (;;) {
      const end = this.#kept.indexOf(between)
      if (end >= 0) {
        yield this.#take(end + 1)
        this.#take(first.length)
        return
      }
      // The mark may begin in what is there and end in what comes.
      const sure = this.#kept.length - between.length + 1
      if (sure > 0) yield this.#take(sure)
      if (!(await this.#more())) throw this.#damaged('it ends in the middle of a table')
    }
  }

  async atEnd(): Promise<boolean> {
    while (this.#kept.length === 0) if (!(await this.#more())) return true
    return false
  }

  #take(length: number): Buffer {
    const taken = this.#kept.subarray(0, length)
    this.#kept = this.#kept.subarray(length)
    this.#onUsed(taken)
    return taken
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#source.next()
    if (done) return false
    this.#kept = this.#kept.length === 0 ? value : Buffer.concat([this.#kept, value])
    return true
  }
}
