/** Asked every few seconds by machines: neither logged nor traced. */
export const quietPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])
