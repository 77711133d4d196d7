// Runs after `npm ci`, and by hand as `npm run generate`: writes the database client from prisma/schema.prisma, and
// completes the bundled PostgreSQL where install scripts of packages are blocked. Downloads nothing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const inRoot = (path) => fileURLToPath(new URL(path, root))
const require = createRequire(import.meta.url)

const generate = () => {
  const schema = inRoot('prisma/schema.prisma')
  // Absent when only package.json and the lock file are copied, as in the layers of a container image.
  if (!existsSync(schema)) return
  const client = inRoot('src/storage/generated/client.ts')
  const marker = inRoot('src/storage/generated/.made-from')
  const version = require('@prisma/client/package.json').version
  const madeFrom = createHash('sha256').update(readFileSync(schema)).update(version).digest('hex')
  if (existsSync(client) && existsSync(marker) && readFileSync(marker, 'utf8') === madeFrom) return

  const cli = findCli()
  if (cli === undefined) {
    console.log(
      'throughline: the database client is not generated here, since prisma (a development dependency) is not installed.',
    )
    return
  }
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [cli, 'generate', '--schema', schema, '--no-hints'],
    {
      cwd: inRoot('.'),
      encoding: 'utf8',
      env: {
        ...process.env,
        // Generating asks for an engine program that it does not start; any program will do, and nothing is downloaded.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
  if (status !== 0) {
    console.error(
      `throughline: the database client could not be generated.\n${stdout ?? ''}${stderr ?? ''}${error ?? ''}`,
    )
    process.exit(1)
  }
  writeFileSync(marker, madeFrom)
}

const findCli = () => {
  try {
    return require.resolve('prisma/build/index.js')
  } catch {
    return undefined
  }
}

const completePostgres = async () => {
  if (!existsSync(inRoot('src/storage/embedded/binaries.ts'))) return
  try {
    const { register } = await import('tsx/esm/api')
    register()
    const { locateBinaries } = await import('../src/storage/embedded/binaries.ts')
    locateBinaries()
  } catch {
    // Not needed with DATABASE_URL; the start of the embedded server says what is wrong and what to do.
  }
}

generate()
await completePostgres()
