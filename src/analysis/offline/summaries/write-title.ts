import { keyPhrases } from './key-phrases.ts'
import type { SummaryMaterial } from './summary-material.ts'

const fewest = 5
const most = 10

/** Five to ten words: the meeting's own title, then what it was about, then when it was. */
export const writeTitle = ({ title, states, reading, date }: SummaryMaterial): string => {
  const own = wordsOf(title)
  if (own.length >= fewest)
    return own
      .slice(0, most)
      .join(' ')
      .replace(/[\s,;:–—-]+$/, '')
  const names = [...new Set(states.map((state) => state.name))]
  const head = own.length > 0 ? own : ['Meeting']
  const tail: string[] = []
  for (const topic of [...names, ...keyPhrases(reading.sentences, most)]) {
    const words = wordsOf(topic)
    if (head.length + tail.length >= fewest || head.length + tail.length + words.length > most) continue
    tail.push(...words.slice(0, -1), `${words.at(-1) ?? ''},`)
  }
  const missing = fewest - head.length - tail.length
  const filler = missing > 0 ? ['meeting', 'of', date, 'in', 'short'].slice(0, Math.max(missing, 3)) : []
  const rest = [...tail, ...filler].join(' ').replace(/,$/, '')
  return `${head.join(' ').replace(/:$/, '')}: ${rest}`
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean)
