import { describe, expect, it } from 'vitest'
import { createDatabaseWatch } from '../../../src/runs/watch-database.ts'

const start = (goneAfterMs: number) => {
  const world = { answers: true, at: 0, gone: 0, lines: [] as string[] }
  const ask = async () => {
    if (!world.answers) throw new Error('connection refused')
    return []
  }
  const watch = createDatabaseWatch({
    db: { dispatch: { $queryRaw: ask as never } },
    logger: { error: ((_: object, text: string) => world.lines.push(text)) as never },
    goneAfterMs,
    onGone: () => {
      world.gone += 1
    },
    now: () => world.at,
  })
  const lookAt = (at: number): Promise<void> => {
    world.at = at
    return watch.look()
  }
  return { world, watch, lookAt }
}

describe('the watch over the database', () => {
  it('tells once, with a line in the log, when nothing was answered for too long', async () => {
    const { world, lookAt } = start(1_000)
    world.answers = false

    await lookAt(5_000)
    await lookAt(5_999)
    expect(world.gone).toBe(0)

    await lookAt(6_000)
    await lookAt(9_000)
    expect(world.gone).toBe(1)
    expect(world.lines).toEqual(['the database has not answered for too long; this process ends'])
  })

  it('counts anew when something was heard of it', async () => {
    const { world, watch, lookAt } = start(1_000)
    world.answers = false
    await lookAt(0)
    watch.hear()
    await lookAt(10)

    await lookAt(50_000)
    await lookAt(50_900)

    expect(world.gone).toBe(0)
  })

  it('takes a database that answers for present, whether or not anything else was heard of it', async () => {
    const { world, lookAt } = start(1_000)

    for (const at of [0, 2_000, 4_000]) await lookAt(at)

    expect(world.gone).toBe(0)
  })
})
