import type { TransitionType } from '../api-types.ts'
import type { Style } from './style.ts'

type Mark = { sign: string; colour: 'green' | 'red' | 'yellow' | 'cyan' | 'dim' }

/** One sign per kind of change, so that the shape of a story is seen before a word is read. */
const marks: Readonly<Record<string, Mark>> = {
  initial: { sign: '○', colour: 'cyan' },
  imported: { sign: '○', colour: 'dim' },
  progress: { sign: '●', colour: 'green' },
  completed: { sign: '✔', colour: 'green' },
  resolved: { sign: '◇', colour: 'green' },
  brought_forward: { sign: '▲', colour: 'green' },
  setback: { sign: '▼', colour: 'red' },
  delayed: { sign: '▼', colour: 'yellow' },
  reopened: { sign: '↺', colour: 'yellow' },
  added: { sign: '◆', colour: 'yellow' },
  cleared: { sign: '○', colour: 'dim' },
}
const other: Mark = { sign: '●', colour: 'cyan' }

export const markOf = (transition: TransitionType, style: Style): string => {
  if (transition.supersededAt !== null) return style.dim('◌')
  const { sign, colour } = marks[transition.category] ?? other
  return style[colour](sign)
}
