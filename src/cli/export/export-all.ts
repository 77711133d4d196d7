import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { exportKindNames } from '../../usecases/export/kinds.ts'
import { CliError, exitCodes, failure, usageError } from '../errors.ts'
import { counted } from '../render/layout.ts'
import type { Session } from '../session.ts'
import { type Saved, saveExport } from './save-export.ts'

type ExportedFile = Saved & { what: string; file: string }
const manifestName = 'manifest.json'

/** Every export of one moment into a directory, and last a manifest: where that is missing, something is. */
export const exportAll = async (
  { client, deps, out }: Session,
  { directory, format, force }: { directory: string; format: string; force: boolean },
): Promise<void> => {
  const folder = resolve(deps.cwd, directory)
  await prepare(folder, directory, force)
  const files: ExportedFile[] = []
  const skipped: string[] = []
  let point: string | undefined
  for (const what of exportKindNames) {
    const query = { point, ...(what === 'transitions' ? { superseded: 'true' } : {}) }
    const path = `/v1/exports/${what}.${format}`
    const response = what === 'audit' ? await client.downloadIfAllowed(path, query) : await client.download(path, query)
    if (response === null) {
      skipped.push(what)
      out.note(`${what}: left out, it takes a key with the scope "admin"`)
      continue
    }
    point ??= response.headers.get('export-point') ?? undefined
    const file = `${what}.${format}`
    const saved = await saveExport(response, join(folder, file), format)
    files.push({ what, file, ...saved })
    out.note(`${what}: ${counted(saved.rows ?? 0, 'row')}`)
  }
  const manifest = {
    ...{ throughline: deps.version, server: client.url, exportedAt: deps.now().toISOString() },
    ...{ recordVersion: point?.split('@')[0] ?? null, point: point ?? null, format, files, skipped },
  }
  await writeWhole(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`)
  out.emit(manifest)
  out.print(`${counted(files.length, 'file')} in ${directory}, of version ${manifest.recordVersion} of the record`)
  if (skipped.length > 0) throw new CliError(exitCodes.partial)
}

/** An earlier export is written over only when that is asked for; its manifest goes first, since it will not be true. */
const prepare = async (folder: string, named: string, force: boolean): Promise<void> => {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error.code === 'ENOTDIR'
      ? usageError(`"${named}" is a file; name a directory.`)
      : failure(`"${named}" cannot be read: ${error.message}`, error)
  })
  if (found.length > 0 && !force)
    throw usageError(`"${named}" is not empty; name another directory, or write over what is there with --force.`)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw failure(`"${named}" cannot be made: ${error.message}`, error)
  })
  await rm(join(folder, manifestName), { force: true })
}

const writeWhole = async (file: string, text: string): Promise<void> => {
  await writeFile(`${file}.part`, text, { mode: 0o600 })
  await rename(`${file}.part`, file)
}
