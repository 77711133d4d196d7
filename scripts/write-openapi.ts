// Writes docs/openapi.json from the routes. With --check it writes nothing and exits 1 when the file is out of date, so
// that a change of the API shows in review.
import { readFileSync, writeFileSync } from 'node:fs'
import { openApiDocument } from '../src/api/openapi/document.ts'
import { createRoutes } from '../src/api/routes/create-routes.ts'
import type { Usecases } from '../src/usecases/create-usecases.ts'

const file = new URL('../docs/openapi.json', import.meta.url)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
// Routes only close over the use cases: to describe them, none is needed.
const text = `${JSON.stringify(openApiDocument(createRoutes({} as Usecases), version), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, text)
  console.log('wrote docs/openapi.json')
} else if (readFileSync(file, 'utf8') !== text) {
  console.error('The API has changed: run `npx tsx scripts/write-openapi.ts` and look at the difference.')
  process.exitCode = 1
}
