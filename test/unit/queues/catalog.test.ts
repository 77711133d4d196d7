import { describe, expect, it } from 'vitest'
import { createRegistry } from '../../../processors/registry.ts'
import { jobOf, payloadSchemas, queueNames, stepNames } from '../../../queues/catalog.ts'
import { openQueueConnection } from '../../../queues/connection.ts'
import { pipelines } from '../../../queues/pipeline.ts'
import { runKinds } from '../../../src/domain/run/run.ts'
import { silentLogger } from '../../support/ledger.ts'

const step = {
  tenantId: '01a1fc4f-39de-7cb1-a871-8bd4a6d8b6dd',
  runId: '01a1fc4f-3af0-799f-a35b-40b1622a7773',
  step: 'extract',
  epoch: 3,
  traceparent: '00-1-2-01',
  turn: 4,
}

describe('the catalogue', () => {
  it('has a pipeline for every kind of run, whose steps name queues and earlier steps', () => {
    for (const kind of runKinds) {
      const earlier = new Set<string>()
      for (const { name, queue, needs } of pipelines[kind]) {
        expect(queueNames).toContain(queue)
        expect(needs.filter((need) => !earlier.has(need))).toEqual([])
        earlier.add(name)
      }
    }
  })

  it('gives a job an id that BullMQ takes, another one for each dispatch', () => {
    expect(jobOf(step)).toEqual({ name: 'extract', jobId: `${step.runId}-extract-3` })
    expect(jobOf(step).jobId).not.toMatch(/:|^\d+$/)
    expect(jobOf({ ...step, epoch: 4 }).jobId).not.toBe(jobOf(step).jobId)
  })

  it('drops what a payload should not carry and refuses what is missing', () => {
    expect(payloadSchemas.step.parse({ ...step, text: 'what was said' })).toEqual({ ...step, v: 1 })
    expect(payloadSchemas.step.safeParse({ ...step, epoch: 0 }).success).toBe(false)
  })
})

describe('the registry', () => {
  const all = Object.fromEntries(stepNames.map((name) => [name, async () => ({ kind: 'done' as const })]))

  it('refuses to start with a gap, and with a processor of no step', () => {
    const { extract: _, ...gap } = all

    expect(() => createRegistry(gap)).toThrow('no processor for: extract')
    expect(() => createRegistry({ ...all, finalize: async () => ({ kind: 'done' }) })).toThrow(
      'processors for no step of any pipeline: finalize',
    )
  })

  it('finds a processor by its own names only', () => {
    expect(createRegistry(all)('extract')).toBe(all.extract)
    expect(createRegistry(all)('constructor')).toBeUndefined()
  })
})

describe('a queue pool on Postgres', () => {
  it('is refused when its workers would use it up', async () => {
    const open = openQueueConnection({
      databaseUrl: 'postgresql://localhost:1/none',
      redisUrl: undefined,
      workers: 6,
      poolSize: 6,
      logger: silentLogger,
    })

    await expect(open).rejects.toThrow('6 workers need a queue pool of more than 6 connections, not 6')
  })
})
