import { describe, expect, it } from 'vitest'
import type { EvalMeeting } from '../../../evals/datasets/dataset.ts'
import { fromReferences, toReferences } from '../../../evals/live/quote-references.ts'
import { meetingContext, segmentsOf } from '../../factories/meetings.ts'

const meeting: EvalMeeting = {
  id: 'm1',
  context: meetingContext(),
  sequence: 0,
  segments: segmentsOf('Ana Ruiz: The kiln cracked overnight.', 'Ben Okoye: Then the glaze has to wait for a new one.'),
  labelledIndex: [0, 1],
}
const answer = {
  reading: 'The kiln is broken.',
  observations: [{ segment: 1, quote: 'the glaze has to wait', value: 'new kiln', since: null }],
}

describe('recorded answers', () => {
  it('hold no words of the transcript, and are whole again when they are filled in', () => {
    const kept = toReferences(answer, [meeting])

    expect(JSON.stringify(kept)).not.toContain('glaze')
    expect(JSON.stringify(kept)).toContain('The kiln is broken.')
    expect(fromReferences(kept, new Map([[meeting.id, meeting]]))).toEqual(answer)
  })

  it('lose what a transcript that is not there would have told', () => {
    const kept = toReferences(answer, [meeting])

    expect(fromReferences(kept, new Map())).toMatchObject({ observations: [{ quote: '' }] })
  })
})
