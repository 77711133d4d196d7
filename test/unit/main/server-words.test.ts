import { expect, it } from 'vitest'
import { serverCommands } from '../../../src/main/commands.ts'
import { serverWords } from '../../../src/main/server-words.ts'

it('finds every command that runs on the machine of the server', () => {
  const names = serverCommands({}).map((command) => command.name())

  expect([...serverWords].sort()).toEqual(names.sort())
})
