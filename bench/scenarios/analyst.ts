import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Scenario } from '../scenario.ts'

/** A long day of talk through the offline analyst, in a process of its own. */
export const analyst: Scenario = {
  name: 'analyst',
  run: async () => {
    const { words, seconds, megabytes } = await readLongDay()
    return [
      { name: `offline analysis of a day of ${words} words`, value: seconds, unit: 's', budget: { max: 2 } },
      { name: 'memory of it', value: megabytes, unit: 'MB', budget: { max: 300 } },
    ]
  },
}

const readLongDay = async (): Promise<{ words: number; seconds: number; megabytes: number }> => {
  const script = path.join(import.meta.dirname, '..', 'read-long-day.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString()
  })
  await once(child, 'exit')
  return JSON.parse(output) as { words: number; seconds: number; megabytes: number }
}
