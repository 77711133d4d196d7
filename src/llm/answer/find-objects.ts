/** How many are looked at: prose with braces in it has few, an attack many. */
const most = 8

/**
 * The outermost `{…}` of a text, in their order, whatever stands around them. Braces inside strings do not count.
 * `cutOff`: the text ends inside one. Linear in the length of the text.
 */
export const findObjects = (text: string): { objects: string[]; cutOff: boolean } => {
  const objects: string[] = []
  let depth = 0
  let start = 0
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string
    if (quote !== '') {
      if (sign === '\\') at += 1
      else if (sign === quote && endsString(text, at)) quote = ''
    } else if (depth > 0 && (sign === '"' || (sign === "'" && opensString(text, at)))) quote = sign
    else if (sign === '{') {
      if (depth === 0) start = at
      depth += 1
    } else if (sign === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) objects.push(text.slice(start, at + 1))
      if (objects.length === most) break
    }
  }
  return { objects, cutOff: depth > 0 }
}

/** A quote ends a string only before what may follow one: others stand inside it, unescaped. */
const endsString = (text: string, at: number): boolean => /^\s*([,:}\]]|$)/.test(text.slice(at + 1, at + 40))

const opensString = (text: string, at: number): boolean => /[{[,:]\s*$/.test(text.slice(Math.max(0, at - 40), at))
