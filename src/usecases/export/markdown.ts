import { steering } from '../../domain/steering.ts'

/** Words of strangers as one line of Markdown that is nothing but text: no link, no heading, no HTML. */
export const markdownText = (text: string): string =>
  text
    .replaceAll(steering, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]#|~!]/g, (sign) => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
