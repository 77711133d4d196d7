import { describe, expect, it } from 'vitest'
import type { ObservationFact } from '../../../../src/domain/observation/observation-fact.ts'
import { assertionInput, observationInput, vetoInput } from '../../../../src/domain/record/fold-inputs.ts'
import type { Assertion } from '../../../../src/domain/record/statements.ts'

const meeting = { occurredAt: '2026-03-04T09:00:00.000Z', timeZone: '+02:00', orderKey: 'K' }
const person = { id: 'p', name: 'Ida Moor' }
const observation: ObservationFact = {
  ...{ id: 'o', meetingId: 'm', segment: 4, ordinal: 0, start: 3, orderKey: 'K.000005.0000', statedName: 'n' },
  ...{ typeHint: null, within: null, dimension: 'owner', op: 'set', value: 'Ida', statedValueName: 'v' },
  ...{ modality: 'asserted', effectiveAt: null, basis: 'told', confidence: 70, cue: 'takes', quote: 'Ida takes it' },
  ...{ speaker: 'Ben', startMs: 20_000 },
}
const link = { method: 'stated', penalty: 0, others: [] } as const
const assertion: Assertion = {
  ...{ id: 'a', origin: 'user', nameId: 'n', dimension: 'owner', op: 'set', value: 'Ida', valueNameId: 'v' },
  ...{ meetingId: null, orderKey: '.z1', occurredAt: '2026-05-01T00:00:00.000Z', recorded: 3, note: 'asked her' },
}

describe('what a meeting says', () => {
  it('stands where it was said, as the occasion that its meeting is', () => {
    expect(observationInput(observation, { link: { ...link, others: [] } }, meeting, person)).toEqual({
      ...{ orderKey: 'K.000005.0000', point: 'K', origin: 'machine', recorded: 0, meetingId: 'm', dimension: 'owner' },
      ...{ op: 'set', value: 'Ida', valueEntity: person, modality: 'asserted', confidence: 90 },
      ...{ occurredAt: meeting.occurredAt, effectiveAt: null, note: null },
      evidence: { segmentIndex: 4, speaker: 'Ben', startMs: 20_000, quote: 'Ida takes it' },
    })
  })

  it('holds since the beginning of the day that it tells, where the meeting was', () => {
    const since = { ...observation, effectiveAt: '2026-03-01' }

    expect(observationInput(since, { link: { ...link, others: [] } }, meeting, null).effectiveAt).toBe(
      '2026-02-28T22:00:00.000Z',
    )
  })
})

describe('what a user says', () => {
  it('stands at its own time and is certain', () => {
    expect(assertionInput(assertion, person, undefined)).toEqual({
      ...{ orderKey: '.z1', point: '.z1', origin: 'user', recorded: 3, meetingId: null, dimension: 'owner', op: 'set' },
      ...{ value: 'Ida', valueEntity: person, modality: 'asserted', confidence: 100, note: 'asked her' },
      ...{ occurredAt: '2026-05-01T00:00:00.000Z', effectiveAt: null, evidence: null },
    })
  })

  it('of a meeting stands where the meeting stands now, and goes with it', () => {
    const said = { ...assertion, meetingId: 'm' }

    expect(assertionInput(said, null, meeting)).toMatchObject({
      ...{ point: 'K', orderKey: 'K.z1', occurredAt: meeting.occurredAt, meetingId: 'm', value: 'Ida' },
    })
    expect(assertionInput(said, null, undefined)).toBeNull()
  })

  it('may take one claim of a meeting back, or all', () => {
    const veto = { id: 'v', nameId: 'n', meetingId: 'm', dimension: 'owner', claim: null }

    expect(vetoInput(veto, person)).toEqual({ meetingId: 'm', dimension: 'owner', claim: null })
    expect(vetoInput({ ...veto, claim: { op: 'set', value: 'Ida', valueNameId: 'v' } }, person).claim).toEqual({
      ...{ op: 'set', value: 'Ida', valueEntity: person },
    })
  })
})
