/** Reasons that lie in what was asked or answered: asked again, the same comes of it. All others are of the moment. */
const lasting: ReadonlySet<string> = new Set(['context_too_long', 'too_large', 'truncated', 'refusal', 'bad_output'])

/** Whether work that was left to rules for these reasons may come out better by itself later; not known: it may. */
export const mayPass = (reasons: readonly string[]): boolean =>
  reasons.length === 0 || reasons.some((reason) => !lasting.has(reason))
