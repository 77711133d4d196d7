import { sha256 } from '../../../domain/ids.ts'

/**
 * Text from outside between two marks that cannot occur in it, so that nothing inside can end the fence and speak as
 * the one who asks. The same text gets the same marks.
 */
export const fence = (label: string, text: string): string => {
  let mark = markOf(label, text, 0)
  for (let again = 1; text.includes(mark); again += 1) mark = markOf(label, text, again)
  return `<<<${mark}\n${text}\n${mark}>>>`
}

const markOf = (label: string, text: string, again: number): string =>
  `${label.toUpperCase()}-${sha256(`${again} ${text}`).slice(0, 8)}`
