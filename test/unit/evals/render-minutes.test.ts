import { expect, it } from 'vitest'
import { renderMinutes } from '../../../evals/datasets/render-minutes.ts'

it('writes a line before each run of conclusion lines and remembers where every labelled line went', () => {
  const { segments, labelledIndex } = renderMinutes(
    [
      { speaker: null, text: 'Quiet Freewheel', section: 'topic' },
      { speaker: 'HV', text: 'It is loud.', start: 1.5, end: 3.25 },
      { speaker: null, text: '- Stage 1', section: 'conclusion' },
      { speaker: null, text: '- Hanne to measure', section: 'conclusion' },
      { speaker: null, text: 'Rim Marking', section: 'topic' },
      { speaker: null, text: '- Stage 2', section: 'conclusion' },
    ],
    (speaker) => (speaker === 'HV' ? 'Hanne Vik' : speaker),
  )
  expect(segments.map((segment) => segment.text)).toEqual([
    'Quiet Freewheel',
    'It is loud.',
    'Conclusion',
    '- Stage 1',
    '- Hanne to measure',
    'Rim Marking',
    'Conclusion',
    '- Stage 2',
  ])
  expect(labelledIndex).toEqual([0, 1, null, 2, 3, 4, null, 5])
  expect(segments.map((segment) => segment.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(segments[1]).toMatchObject({ speaker: 'Hanne Vik', startMs: 1500, endMs: 3250 })
})
