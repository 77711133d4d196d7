import { readdirSync, readFileSync } from 'node:fs'

/** CPU seconds of a process and all below it, ended children included; the fair figure on a machine that is shared. */
export const cpuSeconds = (root: number): number => {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')
        const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0)
        return [{ pid: Number(name), parent: Number(fields[1]), ticks }]
      } catch {
        return []
      }
    })
  const total = (pid: number): number =>
    processes.filter((one) => one.parent === pid).reduce((sum, one) => sum + total(one.pid), 0) +
    (processes.find((one) => one.pid === pid)?.ticks ?? 0)
  return total(root) / 100
}
