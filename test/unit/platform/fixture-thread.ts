import { AppError } from '../../../src/domain/errors.ts'
import { serveTasks } from '../../../src/platform/serve-tasks.ts'

const held: string[][] = []

serveTasks(async (input) => {
  if (input === 'loop') for (;;);
  if (input === 'eat') for (;;) held.push(new Array(1_000_000).fill('x'))
  if (input === 'refuse') throw new AppError('invalid_request', 'refused')
  return { echo: input }
})
