import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../../src/domain/meeting/canonical-text.ts'
import { contentHash } from '../../../../src/domain/meeting/content-hash.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 200 })

describe('canonicalText', () => {
  it.each([
    ['a byte order mark', '\uFEFFWEBVTT', 'WEBVTT'],
    ['CRLF and lone CR', 'a\r\nb\rc', 'a\nb\nc'],
    ['white space at line ends', 'a  \t\nb \n', 'a\nb'],
    ['blank lines around', '\n\n  a\n\nb\n\n', '  a\n\nb'],
    ['decomposed letters', 'Zoe\u0301', 'Zo\u00E9'],
    ['NUL', 'a\u0000b', 'ab'],
    ['lone surrogates', 'a\uD800b', 'a\uFFFDb'],
  ])('settles %s', (_what, given, expected) => {
    expect(canonicalText(given)).toBe(expected)
  })

  it('keeps zero-width and right-to-left marks, which are part of what was said', () => {
    expect(canonicalText('a\u200Db \u200Fשלום')).toBe('a\u200Db \u200Fשלום')
  })

  it('is the same after a second time', () => {
    fc.assert(fc.property(anyText, (text) => canonicalText(canonicalText(text)) === canonicalText(text)))
  })
})

describe('contentHash', () => {
  it('does not see how lines end', () => {
    expect(contentHash({ text: 'Ana: hi\r\nBen: ho\r\n' })).toBe(contentHash({ text: '\uFEFFAna: hi \nBen: ho' }))
  })

  it('sees who spoke and when', () => {
    const base = { speaker: 'Ana', text: 'hi' }

    const hashes = [base, { ...base, speaker: 'Ben' }, { ...base, startMs: 1 }, { ...base, role: 'bot' as const }].map(
      (segment) => contentHash({ segments: [segment] }),
    )

    expect(new Set(hashes).size).toBe(4)
  })

  it('never changes, since what is sent again is known by it', () => {
    expect(contentHash({ text: 'Ana: hi' })).toBe('5ed1dfa67dabd3d2a9d7f4cfa31191ca1c714b8e0ed1c71ac17ddfedbd8b2618')
    expect(contentHash({ segments: [{ speaker: 'Ana', startMs: 5, endMs: 9, text: 'hi' }, {}] })).toBe(
      '5dcc4154d6c7685bc870b892f80d68a777ddc0152f8fe052020aaf3a41cfd5d3',
    )
  })

  it('does not confuse where one segment ends', () => {
    expect(contentHash({ segments: [{ text: 'a' }, { text: 'b' }] })).not.toBe(
      contentHash({ segments: [{ text: 'a\nb' }] }),
    )
  })
})
