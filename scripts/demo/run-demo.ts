import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalStack } from '../../src/main/start.ts'
import type { DemoOptions } from './options.ts'
import { createStage } from './stage.ts'
import { tellStory } from './story.ts'

const longestMs = 170_000

/** Starts a stack in a folder of its own, tells the story, and leaves nothing behind. Answers the exit code. */
export const runDemo = async (options: DemoOptions): Promise<number> => {
  const { stderr } = options
  const home = mkdtempSync(join(tmpdir(), 'throughline-demo-'))
  const stop = new AbortController()
  const interrupt = () => stop.abort(new Error('interrupted'))
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const timer = setTimeout(() => stop.abort(new Error(`not done after ${longestMs / 1000} s`)), longestMs)
  let stack: Awaited<ReturnType<typeof startLocalStack>> | undefined
  try {
    const startedAt = Date.now()
    stderr.write('Starting a database, an API and two workers on this machine …\n')
    stack = await startLocalStack({ home, workers: 2, settings: { LOG_LEVEL: 'error' } })
    stderr.write(`Ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s at ${stack.url}\n`)
    await tellStory(createStage(options, { ...stack, signal: stop.signal }))
    clearTimeout(timer)
    if (options.keep) await staying(stack, stop.signal, options)
    return 0
  } catch (error) {
    stderr.write(`\nThe demo did not finish: ${reasonOf(error, stop.signal)}\n`)
    return 1
  } finally {
    clearTimeout(timer)
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    await stack?.stop()
    rmSync(home, { recursive: true, force: true })
  }
}

const reasonOf = (error: unknown, signal: AbortSignal): string => {
  const cause: unknown = signal.aborted ? signal.reason : error
  return cause instanceof Error ? cause.message : String(cause)
}

const staying = (stack: { url: string; key: string }, signal: AbortSignal, { stdout }: DemoOptions): Promise<void> => {
  stdout.write(`\nIt keeps running until Ctrl-C. In another terminal:\n`)
  stdout.write(`  export THROUGHLINE_URL=${stack.url} THROUGHLINE_KEY=${stack.key}\n`)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
