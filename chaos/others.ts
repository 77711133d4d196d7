import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

const lookMs = 3_000

/** How much of all processors others use, 0..1, looked at for three seconds while nothing of this run works. */
export const measureOthers = async (): Promise<number> => {
  const before = ticks()
  await sleep(lookMs)
  const after = ticks()
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all)
}

/** In words: a figure would say no more than that. */
export const tellOthers = (share: number): string => {
  if (share < 0.15) return 'otherwise idle'
  return share < 0.5 ? 'with other work beside it' : 'that other work kept busy'
}

const ticks = (): { idle: number; all: number } => {
  const times = cpus().map((one) => one.times)
  const sum = (figure: (one: (typeof times)[number]) => number) => times.reduce((total, one) => total + figure(one), 0)
  return { idle: sum((one) => one.idle), all: sum((one) => one.user + one.nice + one.sys + one.idle + one.irq) }
}
