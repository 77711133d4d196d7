import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConfigError } from './config.ts'

/**
 * Places where a test may have a process die, fail, hang or stand still, so that faults hit the very moment they are
 * about. Off unless armed, and then `failpoint` is one comparison.
 *
 * `FAILPOINTS="extract:written=kill@2,reconcile:worked[run id]=hang:3000"`: the second time that any extract has
 * written its effects the process is killed; whenever that run's reconcile has done its work it waits for three seconds.
 * Actions: `kill`, `throw`, `hang:ms`, `block:ms` (the event loop), `exhaust` (memory). `@n` is the n-th time in this
 * process (default 1), `@*` every time.
 */
export type Failpoint = { name: string; subject: string | undefined; action: Action; ms: number; nth: number | 'each' }

type Action = 'kill' | 'throw' | 'hang' | 'block' | 'exhaust'

const form = /^([\w-]+:[\w-]+)(?:\[([\w-]+)\])?=(?:(kill|throw|exhaust)|(hang|block):(\d{1,7}))(?:@(\d{1,6}|\*))?$/

/** Pure: what a setting asks for; throws on one that is not understood. */
export const parseFailpoints = (text: string): Failpoint[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = form.exec(part)
      if (!match)
        throw new ConfigError(`FAILPOINTS="${part}": must be name:place[subject]=kill|throw|exhaust|hang:ms|block:ms@n`)
      const [, name = '', subject, alone, timed, ms = '0', nth = '1'] = match
      return {
        ...{ name, subject, action: (alone ?? timed) as Action, ms: Number(ms) },
        nth: nth === '*' ? 'each' : Number(nth),
      }
    })

let armed: { point: Failpoint; reached: number }[] | undefined

/** Arms this process. In production only where `ALLOW_FAILPOINTS=true` says that it is meant. */
export const armFailpoints = (env: Readonly<Record<string, string | undefined>>): void => {
  if (!env.FAILPOINTS) return
  if (env.NODE_ENV === 'production' && env.ALLOW_FAILPOINTS !== 'true')
    throw new ConfigError('FAILPOINTS is set in production; unset it, or set ALLOW_FAILPOINTS=true if you mean it')
  armed = parseFailpoints(env.FAILPOINTS).map((point) => ({ point, reached: 0 }))
}

/** Passes by, unless this place is armed. `subject` tells runs apart. */
export const failpoint = (name: string, subject?: string): Promise<void> | undefined =>
  armed === undefined ? undefined : reach(name, subject)

const reach = async (name: string, subject: string | undefined): Promise<void> => {
  for (const one of armed ?? []) {
    const { point } = one
    if (point.name !== name || (point.subject !== undefined && point.subject !== subject)) continue
    one.reached += 1
    if (point.nth === 'each' || point.nth === one.reached) await act(point, subject)
  }
}

const act = async (point: Failpoint, subject: string | undefined): Promise<void> => {
  // Written at once: the process may not live to write anything later.
  writeSync(2, `${JSON.stringify({ failpoint: point.name, action: point.action, subject, at: Date.now() })}\n`)
  switch (point.action) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL')
      return new Promise(() => {})
    case 'throw':
      throw new Error(`failpoint ${point.name}`)
    case 'hang':
      return sleep(point.ms)
    case 'block':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, point.ms)
      return undefined
    case 'exhaust':
      for (const held: unknown[] = []; ; ) held.push(new Array(1_000_000).fill({ at: held.length }))
  }
}
