import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { Migration } from './migration-files.ts'
import { openSchemaEngine } from './schema-engine.ts'

export type ScriptsToApply = {
  url: string
  schema: string
  migrationsFolder: string
  migrations: readonly Migration[]
  /** Recorded as started and never finished. */
  failed: readonly string[]
}

/** Lets Prisma's engine apply what is missing and keep its own table, so `prisma migrate deploy` may take over at any time. */
export const applyScripts = async (options: ScriptsToApply): Promise<{ applied: string[] }> => {
  let databaseError: unknown
  const adapters = wholeScripts(options.url, (error) => {
    databaseError ??= error
  })
  const engine = await openSchemaEngine(options.schema, adapters)
  try {
    for (const migrationName of options.failed) await engine.markMigrationRolledBack({ migrationName })
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: options.migrationsFolder,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
        shadowDbInitScript: '',
        migrationDirectories: options.migrations.map(({ name, script }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
    return { applied: appliedMigrationNames }
  } catch (error) {
    // What Postgres said is clearer than the engine's wrapping of it.
    throw databaseError ?? error
  } finally {
    engine.free()
    await adapters.close()
  }
}

/**
 * Prisma's adapter cuts scripts at every semicolon, function bodies too. Sent whole, Postgres parses the script itself
 * and runs it as one transaction.
 */
const wholeScripts = (
  url: string,
  onError: (error: unknown) => void,
): SqlMigrationAwareDriverAdapterFactory & { close: () => Promise<void> } => {
  const factory = new PrismaPg({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 })
  const opened: { dispose: () => Promise<void> }[] = []
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    connect: async () => {
      const adapter = await factory.connect()
      opened.push(adapter)
      adapter.executeScript = async (script: string) => {
        try {
          await adapter.underlyingDriver().query(script)
        } catch (error) {
          onError(error)
          throw error
        }
      }
      return adapter
    },
    close: async () => {
      await Promise.all(opened.map((adapter) => adapter.dispose()))
    },
  }
}
