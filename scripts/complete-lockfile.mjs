// Run after a dependency was added or updated: `npm run lockfile`. Where a registry lacks the packages of other
// platforms (a mirror may hold only what it was asked for), npm leaves them out of the lock file, and `npm ci` then
// refuses the file. This adds the missing entries from what their parents ask for.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32']

/** Packages of one platform say in their names which: `@scope/linux-arm64-musl`. */
const platformOf = (name) => {
  const words = name.replace('windows', 'win32').split(/[-/@.]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined
  return { ...(cpu.length > 0 && { cpu }), ...(libc && { libc }), ...(os.length > 0 && { os }) }
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const added = []
for (const parent of Object.values(lock.packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`
    const known = Object.keys(lock.packages).some((key) => key === path || key.endsWith(`/${path}`))
    const platform = platformOf(name)
    if (known || (!platform.os && !platform.cpu)) continue
    const { cpu, libc, os } = platform
    lock.packages[path] = {
      version: range.replace(/^[\^~]/, ''),
      ...(cpu && { cpu }),
      ...(parent.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    }
    added.push(path)
  }
}
const [root, ...rest] = Object.entries(lock.packages)
rest.sort(([a], [b]) => a.localeCompare(b, 'en'))
lock.packages = Object.fromEntries([root, ...rest])
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`)
console.log(added.length > 0 ? `added ${added.length}:\n${added.join('\n')}` : 'nothing was missing')
