import { AppError } from '../../domain/errors.ts'

type Hint = { when: RegExp; advice: string }

const hints: readonly Hint[] = [
  { when: /No space left on device|ENOSPC/i, advice: 'The disk is full: free some space and start again.' },
  {
    when: /Read-only file system|EROFS/i,
    advice: 'The folder is read-only: set THROUGHLINE_HOME to a folder that can be written.',
  },
  {
    when: /Permission denied|EACCES|EPERM/i,
    advice: 'The folder belongs to another user: start as that user, or set THROUGHLINE_HOME to a folder of your own.',
  },
  {
    when: /Address already in use|could not bind|EADDRINUSE|EADDRNOTAVAIL/i,
    advice: 'No port could be opened on 127.0.0.1: check that the loopback interface is up and start again.',
  },
  {
    when: /database files are incompatible|not compatible with this version/i,
    advice:
      'The data was written by another major version of PostgreSQL: set THROUGHLINE_HOME to a new folder, or use the release that wrote it.',
  },
  {
    when: /could not create shared memory|No space left.*shm|could not map anonymous shared memory|Cannot allocate memory|ENOMEM/i,
    advice: 'There is too little memory: close something, or raise the limit of the container.',
  },
  {
    when: /error while loading shared libraries|GLIBC|ld-linux|ENOEXEC|Exec format error/i,
    advice:
      'The bundled PostgreSQL does not run on this system (it needs glibc): set DATABASE_URL to a PostgreSQL server.',
  },
  {
    when: /ENOENT/,
    advice: 'A program or folder is missing: run `npm ci` again, or set DATABASE_URL to a PostgreSQL server.',
  },
]

/** What went wrong with the embedded server, in one message that ends with the way out. */
export const embeddedFailure = (what: string, output: string, cause?: unknown): AppError => {
  const advice =
    hints.find((hint) => hint.when.test(output))?.advice ?? 'Or set DATABASE_URL to a PostgreSQL server of your own.'
  const detail = lastLines(output)
  return new AppError('storage_unavailable', [what, detail, advice].filter((part) => part !== '').join('\n'), {
    cause,
    retryable: false,
  })
}

/** The same for anything thrown on the way; an AppError already says what to do. */
export const asEmbeddedFailure = (what: string, error: unknown): AppError =>
  error instanceof AppError
    ? error
    : embeddedFailure(what, String(error instanceof Error ? error.message : error), error)

const lastLines = (output: string): string => output.trim().split('\n').slice(-6).join('\n')
