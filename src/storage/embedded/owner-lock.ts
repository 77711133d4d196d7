import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { processIdentity } from './process-identity.ts'
import { waitFor } from './wait.ts'

const lockSchema = z.object({
  pid: z.number().int().positive(),
  /** Which life of that pid. */
  identity: z.string(),
  /** Absent while the server starts. */
  port: z.number().int().optional(),
  url: z.string().optional(),
})

export type OwnerLock = z.infer<typeof lockSchema>

const abandonedGuardMs = 5_000

/** The lock of a home folder: who owns its server, and how to reach it. Only the user may read it: it holds a password. */
export const lockFile = (home: string): string => path.join(home, 'postgres.lock')

/** The living owner's lock; undefined when there is none, or its owner died. */
export const readLock = (home: string): OwnerLock | undefined => {
  let text: string
  try {
    text = readFileSync(lockFile(home), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const lock = lockSchema.safeParse(parseJson(text))
  if (!lock.success) return undefined
  return processIdentity(lock.data.pid) === lock.data.identity ? lock.data : undefined
}

/** Becomes the owner, or returns the living one (which may be this process). Looking and writing happen as one, under a guard. */
export const takeLock = async (home: string): Promise<OwnerLock | 'taken'> => {
  const mine = ownLock()
  const result = await waitFor(
    () =>
      underGuard(home, () => {
        const other = readLock(home)
        if (other !== undefined) return other
        writeLock(home, mine)
        return 'taken' as const
      }),
    { withinMs: 4 * abandonedGuardMs, everyMs: 10 },
  )
  if (result === undefined) throw new Error(`${lockFile(home)}.guard cannot be taken`)
  return result
}

/** Tells the others where the server is. */
export const publishLock = (home: string, reach: { port: number; url: string }): void =>
  writeLock(home, { ...ownLock(), ...reach })

/** Gives the lock back when it is ours. */
export const releaseLock = (home: string): void => {
  if (readLock(home)?.pid === process.pid) rmSync(lockFile(home), { force: true })
}

const ownLock = (): OwnerLock => ({ pid: process.pid, identity: processIdentity(process.pid) ?? '' })

const writeLock = (home: string, lock: OwnerLock): void => {
  const unfinished = `${lockFile(home)}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(lock)}\n`, { mode: 0o600 })
  renameSync(unfinished, lockFile(home))
}

/** The work is synchronous and takes a moment, so a guard of some age belongs to nobody. Undefined: busy, try again. */
const underGuard = <T>(home: string, work: () => T): T | undefined => {
  const guard = `${lockFile(home)}.guard`
  try {
    mkdirSync(guard)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs
    if (made !== undefined && Date.now() - made > abandonedGuardMs) rmSync(guard, { recursive: true, force: true })
    return undefined
  }
  try {
    return work()
  } finally {
    rmdirSync(guard)
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
