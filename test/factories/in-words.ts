const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const ordinals: [RegExp, string][] = [
  [/one$/, 'first'],
  [/two$/, 'second'],
  [/three$/, 'third'],
  [/five$/, 'fifth'],
  [/eight$/, 'eighth'],
  [/nine$/, 'ninth'],
  [/twelve$/, 'twelfth'],
  [/ty$/, 'tieth'],
]

/** A whole number below a million as it is said. `and` stands after hundreds: "" for those who leave it out. */
export const inWords = (number: number, and = 'and '): string => {
  if (number < 20) return small[number] ?? ''
  if (number < 100) return `${tens[Math.floor(number / 10)]}${number % 10 ? ` ${small[number % 10]}` : ''}`
  const [scale, name] = number < 1_000 ? [100, 'hundred'] : [1_000, 'thousand']
  const [count, rest] = [Math.floor(number / scale), number % scale]
  const link = rest > 0 && rest < 100 ? and : ''
  return `${inWords(count, and)} ${name}${rest > 0 ? ` ${link}${inWords(rest, and)}` : ''}`
}

export const ordinalInWords = (number: number): string => {
  const words = inWords(number)
  const found = ordinals.find(([ending]) => ending.test(words))
  return found ? words.replace(...found) : `${words}th`
}
