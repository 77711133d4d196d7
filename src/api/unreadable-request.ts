import type { Socket } from 'node:net'
import { AppError, type ErrorCode } from '../domain/errors.ts'
import { newId } from '../platform/ids.ts'
import { problemTable, toProblem } from './problem.ts'

const known: Record<string, { code: ErrorCode; message: string } | undefined> = {
  HPE_HEADER_OVERFLOW: { code: 'headers_too_large', message: 'The headers and the address are larger than 16 KB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'request_timeout', message: 'The request did not arrive in time.' },
}
const other = { code: 'unreadable_request' as const, message: 'This is not HTTP that can be read.' }

/** Answers what never became a request as every other error is answered, and ends the connection. */
export const answerUnreadable = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { code, message } = known[error.code ?? ''] ?? other
  const problem = toProblem(new AppError(code, message), newId())
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problemTable[code].title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${problem.requestId}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
