import { AsyncLocalStorage } from 'node:async_hooks'
import type { AuditEntry } from '../../storage/audit.ts'

/**
 * Who is changing something, and by which operation; the audit log says so beside every change. `action` is an operation
 * of the API's document or a command of the operator, `target` the id in the path or of what was made.
 */
export type Acting = Omit<AuditEntry, 'id'>

const storage = new AsyncLocalStorage<Acting>()

/**
 * Runs `work` in the name of somebody. Every write transaction of a tenant that it opens writes a row of the audit log
 * and commits with it, so no use case can forget to.
 */
export const whileActing = <T>(acting: Acting, work: () => T): T => storage.run({ ...acting }, work)

export const currentActing = (): Acting | undefined => storage.getStore()

/** Says what was made, where no path could name it. */
export const actOn = (target: string): void => {
  const acting = storage.getStore()
  if (acting) acting.target = target
}
