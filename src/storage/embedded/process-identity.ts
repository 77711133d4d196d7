import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'

/**
 * Tells one life of a pid from another: pids are reused, the moment of a start is not. Undefined when no such process
 * runs (a zombie does not run).
 */
export const processIdentity = (pid: number): string | undefined => {
  if (process.platform !== 'linux') return ps(pid, 'lstart=')
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in parentheses and may contain anything; what follows is fixed.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
  } catch {
    return undefined
  }
}

/** Whether the pid is the Postgres server of this data folder, and not something that got its number later. */
export const isServerOf = (pid: number, dataFolder: string): boolean => {
  if (process.platform !== 'linux') {
    const command = ps(pid, 'command=')
    return command?.includes('postgres') === true && command.includes(dataFolder)
  }
  try {
    const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? ''
    // A server changes into its data folder, so this holds even when the folder was moved.
    return path.basename(program).startsWith('postgres') && readlinkSync(`/proc/${pid}/cwd`) === dataFolder
  } catch {
    return false
  }
}

const ps = (pid: number, column: string): string | undefined => {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}
