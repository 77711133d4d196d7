import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkSecrets } from '../../platform/secret-check.ts'
import type { Connection } from '../connection.ts'
import type { CliDeps } from '../deps.ts'

export type Check = { name: string; result: 'ok' | 'failed' | 'unknown'; detail: string }

const oldestNode = [20, 19] as const
const patienceMs = 5_000

/** What can be seen from here; each check answers, none throws. */
export const runChecks = async (deps: CliDeps, connection: Connection): Promise<Check[]> => {
  const { url, key } = connection
  const here: Check[] = [
    nodeVersion(process.versions.node),
    await readingOf(deps),
    embedded(connection.home),
    secretsOf(deps),
  ]
  if (!url.value)
    return [...here, { name: 'server', result: 'unknown', detail: 'no address is known; `npm start` starts one' }]
  const [live, ready, allowed] = await Promise.all([
    ask(deps, `${url.value}/healthz`),
    ask(deps, `${url.value}/readyz`),
    ask(deps, `${url.value}/v1/entities?limit=1`, key.value),
  ])
  return [
    ...here,
    { name: 'server', result: live.ok ? 'ok' : 'failed', detail: `${url.value} ${live.detail}` },
    { name: 'database and queue', result: ready.ok ? 'ok' : 'failed', detail: ready.detail },
    { name: 'key', result: allowed.ok ? 'ok' : 'failed', detail: key.value ? allowed.detail : 'no key is set' },
  ]
}

const readingOf = async ({ describeReading }: CliDeps): Promise<Check> => {
  const name = 'reading'
  if (describeReading === undefined) return { name, result: 'unknown', detail: 'not known here' }
  const { usable, detail } = await describeReading()
  return { name, result: usable ? 'ok' : 'failed', detail }
}

const secretsOf = ({ env }: CliDeps): Check => {
  const { refusals, warnings } = checkSecrets(env)
  const detail = [...refusals, ...warnings].join('; ')
  return {
    name: 'secrets',
    result: refusals.length > 0 ? 'failed' : detail === '' ? 'ok' : 'unknown',
    detail: detail || 'sealed, and nobody else can read them',
  }
}

const nodeVersion = (version: string): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  return {
    name: 'node',
    result: ok ? 'ok' : 'failed',
    detail: ok ? version : `${version}; ${oldestNode.join('.')} is needed`,
  }
}

/** The lock file of the embedded server names its owner and its port. */
const embedded = (home: string): Check => {
  const name = 'embedded server'
  const lock = readLock(join(home, 'postgres.lock'))
  if (lock === null) return { name, result: 'unknown', detail: `not running in ${home}` }
  return isAlive(lock.pid)
    ? {
        name,
        result: 'ok',
        detail: `running in ${home}, port ${lock.port ?? 'not open yet'}, owner process ${lock.pid}`,
      }
    : { name, result: 'unknown', detail: `its owner ended without cleaning up; the next start takes ${home} over` }
}

const readLock = (file: string): { pid: number; port?: number } | null => {
  try {
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { pid?: unknown; port?: number }
    return typeof lock.pid === 'number' ? { pid: lock.pid, port: lock.port } : null
  } catch {
    return null
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const ask = async (deps: CliDeps, url: string, key?: string): Promise<{ ok: boolean; detail: string }> => {
  try {
    const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(patienceMs)])
    const response = await deps.fetch(url, { signal, headers: key ? { authorization: `Bearer ${key}` } : {} })
    const body = (await response.json().catch(() => ({}))) as { detail?: string; status?: string }
    return { ok: response.ok, detail: response.ok ? 'answers' : (body.detail ?? `answers ${response.status}`) }
  } catch {
    return { ok: false, detail: 'does not answer' }
  }
}
