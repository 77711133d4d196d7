import type { TransitionType } from '../api-types.ts'
import type { Style } from './style.ts'

/** One sign per kind of change, so that the shape of a story is seen before a word is read. */
const signs: Readonly<Record<string, { sign: string; colour: 'green' | 'red' | 'yellow' | 'cyan' | 'dim' }>> = {
  progress: { sign: '●', colour: 'green' },
  completion: { sign: '✔', colour: 'green' },
  resolution: { sign: '◇', colour: 'green' },
  setback: { sign: '▼', colour: 'red' },
  correction: { sign: '◆', colour: 'yellow' },
  start: { sign: '○', colour: 'cyan' },
}
const other = { sign: '●', colour: 'cyan' } as const

export const markOf = (transition: TransitionType, style: Style): string => {
  if (transition.supersededAt !== null) return style.dim('◌')
  const { sign, colour } = signs[transition.category] ?? other
  return style[colour](sign)
}
