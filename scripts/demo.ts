import { runDemo } from './demo/run-demo.ts'

/** `npm run demo [-- --keep]`: the bundled series through a stack of its own, from nothing to a readable record. */
process.exitCode = await runDemo({
  keep: process.argv.includes('--keep'),
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
})
// Everything was stopped; a handle that something forgot must not keep the terminal waiting.
process.exit()
