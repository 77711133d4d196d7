const filled = '█'
const empty = '░'

/** "██████░░░░  60 %". */
export const bar = (percent: number, width = 12): string => {
  const bounded = Math.max(0, Math.min(100, Math.round(percent)))
  const done = Math.round((bounded / 100) * width)
  return `${filled.repeat(done)}${empty.repeat(width - done)} ${String(bounded).padStart(3)} %`
}
