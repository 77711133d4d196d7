import { AppError } from '../domain/errors.ts'

const deepest = 32
const longestList = 200_000
const mostMembers = 2_000
const mostContainers = 220_000
/** Beyond these only as many as entries with some fields make: objects cost less than what is in them. */
const mostLoose = 100_000
const fieldsOfEach = 5

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Refuses JSON whose shape alone would cost more than its size: nesting without end, lists and objects with more entries
 * than anything here takes. Looks at bytes, before anything is built of them; what is no JSON is left to the parser.
 */
export const refuseShape = (body: Buffer): void => {
  const entries = [0]
  const lists = [false]
  let depth = 0
  let values = 0
  let containers = 0
  let texts = 0
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]
    if (sign === quote) {
      at = endOfText(body, at)
      texts += 1
      // A name and a value to each entry: with more of them this is no JSON, and the parser says so at once.
      if (at < 0 || texts > 2 * (values + containers + 1)) return
    } else if (sign === comma) {
      values += 1
      const count = (entries[depth] ?? 0) + 1
      entries[depth] = count
      if (lists[depth] ? count >= longestList : count >= mostMembers) throw tooMany(lists[depth] === true)
      if (values > mostLoose + fieldsOfEach * containers) throw refusal('holds more values than anything here takes')
    } else if (sign === openList || sign === openObject) {
      depth += 1
      containers += 1
      if (containers > mostContainers)
        throw refusal(`holds more than ${mostContainers.toLocaleString('en')} lists and objects`)
      if (depth > deepest) throw refusal(`is nested deeper than ${deepest} levels`)
      entries[depth] = 0
      lists[depth] = sign === openList
    } else if (sign === closeList || sign === closeObject) {
      depth -= 1
      if (depth < 0) return
    }
  }
}

/** The place of the quote that ends a text; -1 when none does. */
const endOfText = (body: Buffer, start: number): number => {
  for (let end = body.indexOf(quote, start + 1); end >= 0; end = body.indexOf(quote, end + 1)) {
    let slashes = 0
    while (body[end - 1 - slashes] === backslash) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return -1
}

const tooMany = (list: boolean): AppError =>
  list
    ? refusal(`holds a list of more than ${longestList.toLocaleString('en')} entries`)
    : refusal(`holds an object of more than ${mostMembers.toLocaleString('en')} members`)

const refusal = (message: string): AppError =>
  new AppError('invalid_request', `The body ${message}.`, { details: [{ path: '', message }] })
