import { describe, expect, it } from 'vitest'
import { guessFromName } from '../../../src/cli/input/guess-from-name.ts'

describe('guessFromName', () => {
  it.each([
    ['02-weekly-2026-03-10.vtt', '2026-03-10', 'Weekly'],
    ['folder/2026_03_10 Board meeting.txt', '2026-03-10', 'Board meeting'],
    ['20260310-standup.srt', '2026-03-10', 'Standup'],
    ['GMT20260310-140500_Recording.transcript.vtt', '2026-03-10T14:05:00Z', 'Recording'],
    ['kick-off.txt', undefined, 'Kick off'],
    ['2026-03-10.txt', '2026-03-10', 'Meeting of 10 Mar 2026'],
    ['2024 roadmap.md', undefined, '2024 roadmap'],
    ['release-1.2.txt', undefined, 'Release 1 2'],
    ['stdin', undefined, 'Stdin'],
  ])('%s', (file, date, title) => {
    expect(guessFromName(file)).toEqual({ date, title })
  })

  it.each(['2026-02-30-x.txt', '2026-13-01-x.txt', '99999999.txt', '120260310.txt'])('sees no day in %s', (file) => {
    expect(guessFromName(file).date).toBeUndefined()
  })
})
