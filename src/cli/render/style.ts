const codes = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
} as const

export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>

/** Painters for a terminal; without colour they leave the text as it is. */
export const createStyle = (colour: boolean): Style => {
  const painters = Object.entries(codes).map(([name, [open, close]]) => [
    name,
    (text: string) => (colour && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text),
  ])
  return Object.fromEntries(painters) as Style
}

/** --no-color and NO_COLOR win, FORCE_COLOR comes next, then whether somebody is looking. */
export const wantsColour = (
  env: Readonly<Record<string, string | undefined>>,
  output: { isTTY?: boolean },
  flag: boolean,
): boolean => {
  if (!flag || env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return output.isTTY === true && env.TERM !== 'dumb'
}
