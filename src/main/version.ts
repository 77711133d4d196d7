import { existsSync, readFileSync } from 'node:fs'

/** Of the package: its file lies two folders up from the sources and three from the build. */
export const version: string = (() => {
  const file = ['../../package.json', '../../../package.json']
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url))
  return file === undefined ? '0.0.0' : (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
})()
