import type { Command } from 'commander'
import type { CliDeps } from '../deps.ts'
import { changeRunsCommand } from './change-runs.ts'

export const replayCommand = (deps: CliDeps): Command =>
  changeRunsCommand(deps, 'replay', 'do runs again from their first step; what models were paid for is kept')
