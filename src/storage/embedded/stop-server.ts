import { processIdentity } from './process-identity.ts'
import { waitFor } from './wait.ts'

const stages: readonly { signal: NodeJS.Signals; withinMs: number }[] = [
  { signal: 'SIGINT', withinMs: 10_000 }, // fast: roll back what is open, write a checkpoint, leave
  { signal: 'SIGQUIT', withinMs: 5_000 }, // immediate: leave now, recover from the log at the next start
  { signal: 'SIGKILL', withinMs: 5_000 },
]

/** Stops a Postgres server by its pid, gently first. True when it is gone. */
export const stopServer = async (pid: number): Promise<boolean> => {
  const identity = processIdentity(pid)
  if (identity === undefined) return true
  for (const { signal, withinMs } of stages) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true
      return false
    }
    const gone = await waitFor(() => (processIdentity(pid) === identity ? undefined : true), { withinMs, everyMs: 20 })
    if (gone === true) return true
  }
  return false
}
