import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const readText = (file: string): string => {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** Rows of a JSON-lines file, gzipped or not. The labelled sets are read by their documented shape and not validated again. */
export const readLines = <Row>(file: string): Row[] =>
  readText(file)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row)

export const readJson = <Value>(file: string): Value => JSON.parse(readText(file)) as Value
