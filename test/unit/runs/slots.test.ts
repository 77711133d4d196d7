import { describe, expect, it } from 'vitest'
import { createSlots } from '../../../src/runs/slots.ts'

const never = () => new Promise<never>(() => {})

describe('the slots of a process', () => {
  it('have room on a queue until as many run there as may', async () => {
    const slots = createSlots(new Map([['extract', 2]]), new Set())
    void slots.run('extract', { tenantId: 'a', turn: 0 }, never)
    expect(slots.open('a')).toEqual(['extract'])
    const second = slots.run('extract', { tenantId: 'a', turn: 0 }, async () => slots.open('a'))
    expect(await second).toEqual([])
    expect(slots.open('a')).toEqual(['extract'])
  })

  it('always have room for a tenant that has nothing there', () => {
    const slots = createSlots(new Map([['extract', 2]]), new Set())
    for (const _ of [1, 2, 3]) void slots.run('extract', { tenantId: 'noisy', turn: 0 }, never)
    expect(slots.open('noisy')).toEqual([])
    expect(slots.open('quiet')).toEqual(['extract'])
  })

  it('let some wait on a strict queue, and run no more at once than it allows', async () => {
    const slots = createSlots(new Map([['reconcile', 2]]), new Set(['reconcile']))
    let started = 0
    for (let n = 0; n < 7; n += 1)
      void slots.run('reconcile', { tenantId: `t${n % 3}`, turn: 0 }, () => {
        started += 1
        return never()
      })
    await new Promise((resolve) => setImmediate(resolve))
    expect(started).toBe(2)
    expect(slots.open('t0')).toEqual(['reconcile'])
    void slots.run('reconcile', { tenantId: 't0', turn: 0 }, never)
    expect(slots.open('t0')).toEqual([])
  })

  it('have none while the process shuts down', () => {
    const slots = createSlots(new Map([['extract', 2]]), new Set())
    slots.close()
    expect(slots.open('a')).toEqual([])
  })
})
