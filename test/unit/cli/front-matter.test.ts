import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/cli/input/front-matter.ts'

describe('readFrontMatter', () => {
  it('takes title, date and people from the top of the file', () => {
    const document = readFrontMatter(
      '---\ntitle: "Plan: spring"\ndate: 2026-03-02\nparticipants: Ana Ruiz, Bo\n---\n\nAna: Hi.\n',
    )

    expect(document).toEqual({
      matter: { title: 'Plan: spring', date: '2026-03-02', participants: ['Ana Ruiz', 'Bo'] },
      text: 'Ana: Hi.\n',
    })
  })

  it('leaves a file without front matter as it is', () => {
    expect(readFrontMatter('Ana: Hi.\n---\nBo: Hello.')).toEqual({ matter: {}, text: 'Ana: Hi.\n---\nBo: Hello.' })
  })

  it('takes speech between rules for speech', () => {
    const speech = '---\nso this is how we start\n---\nAna: Hi.'

    expect(readFrontMatter(speech)).toEqual({ matter: {}, text: speech })
  })

  it('names a field that it does not know', () => {
    expect(() => readFrontMatter('---\ntitel: x\n---\nHi')).toThrow(/titel/)
  })

  it('reads Windows line ends and a byte order mark', () => {
    expect(readFrontMatter('\ufeff---\r\ntitle: Plan\r\n---\r\nAna: Hi.').matter).toEqual({ title: 'Plan' })
  })
})
