const pattern = /^[A-Za-z][\w.-]{0,63}$/

/** What kind of error this is, in one bounded word: its `kind` or `code`, else its class. Never its message, which may quote. */
export const errorTypeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'unknown'
  const { kind, code, name } = error as Record<string, unknown>
  const word = [kind, code, name].find((each) => typeof each === 'string' && pattern.test(each))
  return typeof word === 'string' ? word : 'unknown'
}
