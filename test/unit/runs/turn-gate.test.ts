import { describe, expect, it } from 'vitest'
import { createTurnGate } from '../../../src/runs/turn-gate.ts'

/** Steps that last until they are told to end, and the order in which the gate let them in. */
const openGate = (limit: number) => {
  const gate = createTurnGate(limit)
  const entered: string[] = []
  const ends = new Map<string, () => void>()
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    entered,
    come: async (name: string, tenantId: string, turn: number) => {
      void gate({ tenantId, turn }, () => {
        entered.push(name)
        return new Promise<void>((resolve) => ends.set(name, resolve))
      })
      await settled()
    },
    end: async (name: string) => {
      ends.get(name)?.()
      await settled()
    },
  }
}

describe('the gate of a strict queue', () => {
  it('lets in so many at once, and then the lowest turn of those that wait', async () => {
    const { come, end, entered } = openGate(2)
    await come('a1', 'a', 0)
    await come('b1', 'b', 0)
    await come('c late', 'c', 9)
    await come('d soon', 'd', 3)
    await come('e soon too', 'e', 3)
    expect(entered).toEqual(['a1', 'b1'])

    await end('a1')
    expect(entered).toEqual(['a1', 'b1', 'd soon'])
    await end('b1')
    await end('d soon')
    expect(entered).toEqual(['a1', 'b1', 'd soon', 'e soon too', 'c late'])
  })

  it('keeps a place from a tenant that has all the others', async () => {
    const { come, end, entered } = openGate(3)
    for (const n of [1, 2, 3]) await come(`flood ${n}`, 'noisy', n)
    expect(entered).toEqual(['flood 1', 'flood 2'])

    await come('quiet 1', 'quiet', 50)
    expect(entered).toEqual(['flood 1', 'flood 2', 'quiet 1'])

    await end('quiet 1')
    expect(entered).toHaveLength(3)
    await end('flood 1')
    expect(entered.at(-1)).toBe('flood 3')
  })

  it('lets a tenant in by itself where there is one place', async () => {
    const { come, end, entered } = openGate(1)
    await come('first', 'a', 0)
    await come('second', 'a', 0)
    expect(entered).toEqual(['first'])
    await end('first')
    expect(entered).toEqual(['first', 'second'])
  })

  it('gives the place back when the work fails', async () => {
    const gate = createTurnGate(1)
    await expect(gate({ tenantId: 'a', turn: 0 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await gate({ tenantId: 'a', turn: 0 }, async () => 'in')).toBe('in')
  })
})
