import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

export type SchemaEngine = bindings.SchemaEngine

const loadedKey = Symbol.for('throughline.schema-engine')

type Exports = { __wbindgen_start: () => void }
type Linkable = { __wbg_set_wasm: (exports: Exports) => void }
/** The part of the standard that is used; the types of Node leave it out. */
type Wasm = { instantiate: (bytes: Uint8Array, imports: object) => Promise<{ instance: { exports: Exports } }> }

/** Kept with the process, as the bindings are: a second copy of this module must not link them a second time. */
const shared = globalThis as {
  [loadedKey]?: Promise<void>
  PRISMA_WASM_PANIC_REGISTRY?: { set_message: (message: string) => void }
}

/** Prisma's schema engine as WebAssembly: the part of Prisma Migrate that otherwise is a downloaded program. */
export const openSchemaEngine = async (
  schema: string,
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> => {
  shared[loadedKey] ??= load()
  await shared[loadedKey]
  const datamodels: [string, string][] = [['schema.prisma', schema]]
  return bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory))
}

/** The package is made for bundlers; in Node its module is read and linked by hand. */
const load = async (): Promise<void> => {
  // Where the engine leaves the message of a panic; without it, the panic would end the process.
  shared.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: () => {} }
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
