import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSuspectGate } from '../../../src/runs/suspect-gate.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the gate of suspects', () => {
  it('lets one in, and the next one when that has left', async () => {
    const gate = createSuspectGate()
    const order: string[] = []
    expect(await gate.enter(1_000)).toBe(true)
    const second = gate.enter(1_000).then(() => order.push('second'))
    const third = gate.enter(1_000).then(() => order.push('third'))

    await vi.advanceTimersByTimeAsync(999)
    expect(order).toEqual([])

    gate.leave()
    await second
    expect(order).toEqual(['second'])

    gate.leave()
    await third
    expect(order).toEqual(['second', 'third'])
  })

  it('sends away who has stood in line too long, and keeps no place for them', async () => {
    const gate = createSuspectGate()
    await gate.enter(1_000)
    const late = gate.enter(1_000)

    await vi.advanceTimersByTimeAsync(1_000)

    expect(await late).toBe(false)
    gate.leave()
    expect(await gate.enter(0)).toBe(true)
  })
})
