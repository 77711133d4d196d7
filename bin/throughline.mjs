#!/usr/bin/env node
// From sources TypeScript is loaded as it is read; an installed build has no sources and runs what was compiled.
import { existsSync } from 'node:fs'

const source = new URL('../src/main/cli.ts', import.meta.url)
if (existsSync(source)) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(source.href)
} else {
  await import(new URL('../dist/src/main/cli.js', import.meta.url).href)
}
