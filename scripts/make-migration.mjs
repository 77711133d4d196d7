// Writes prisma/migrations/20261121000000_init/migration.sql from prisma/schema.prisma. Until the first release this one
// generated migration holds the whole schema; databases made before a change have to be made anew.
// With --check it writes nothing and exits 1 when the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs'
import { mockMigrationAwareAdapterFactory } from '@prisma/driver-adapter-utils'
import { openSchemaEngine } from '../src/storage/schema-engine.ts'

const schemaFile = new URL('../prisma/schema.prisma', import.meta.url)
const migrationFile = new URL('../prisma/migrations/20261121000000_init/migration.sql', import.meta.url)

// The engine asks a database for its version before it compares schemas; nothing else is read here.
const answer = {
  columnNames: ['exists', 'version', 'numeric_version'],
  columnTypes: [5, 7, 0],
  rows: [[true, 'PostgreSQL', 180000]],
}
const offline = {
  ...mockMigrationAwareAdapterFactory('postgres'),
  connect: async () => ({
    provider: 'postgres',
    adapterName: 'offline',
    queryRaw: async () => answer,
    executeRaw: async () => 0,
    executeScript: async () => {},
    startTransaction: () => Promise.reject(new Error('offline')),
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => {},
  }),
}

const content = readFileSync(schemaFile, 'utf8')
const engine = await openSchemaEngine(content, offline)
const { stdout } = await engine.diff({
  from: { tag: 'empty' },
  to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
})
const migration = `-- Made by \`npm run db:migration\` from prisma/schema.prisma; not edited by hand.\n\n${stdout.trim()}\n`
if (process.argv.includes('--check')) {
  const fits = readFileSync(migrationFile, 'utf8') === migration
  console.log(
    fits ? 'the first migration fits the schema' : 'prisma/schema.prisma has changed: run `npm run db:migration`',
  )
  process.exitCode = fits ? 0 : 1
} else {
  writeFileSync(migrationFile, migration)
  console.log('wrote prisma/migrations/20261121000000_init/migration.sql')
}
