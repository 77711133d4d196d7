import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

export type SchemaEngine = bindings.SchemaEngine

type Exports = { __wbindgen_start: () => void }
type Linkable = { __wbg_set_wasm: (exports: Exports) => void }
/** The part of the standard that is used; the types of Node leave it out. */
type Wasm = { instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: Exports } }> }

let loaded: Promise<void> | undefined

/** Prisma's schema engine as WebAssembly: the part of Prisma Migrate that otherwise is a downloaded program. */
export const openSchemaEngine = async (
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> => {
  loaded ??= load()
  await loaded
  const datamodels: [string, string][] = [['schema.prisma', schema]]
  return bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

/** The package is made for bundlers; in Node its module is read and linked by hand. */
const load = async (): Promise<void> => {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'))
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: Wasm }
  const { instance } = await wasm.instantiate(bytes, { './schema_engine_bg.js': withIdleTimers(bindings) })
  const linkable = bindings as unknown as Linkable
  linkable.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

/** The engine leaves a timer of 10 s behind (it bounds the wait for its lock), which must not keep a process alive. */
const withIdleTimers = (imports: object): object =>
  Object.fromEntries(
    Object.entries(imports).map(([name, value]) => [
      name,
      name.startsWith('__wbg_setTimeout_')
        ? (callback: () => void, ms: number) => setTimeout(callback, ms >>> 0).unref()
        : value,
    ]),
  )
