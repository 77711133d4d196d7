/**
 * A recorded statement about two names. For an alias, `a` is the other form of `b`; `unsure` links nothing. A lock, and
 * a user's word that a name is of its type, are about one name (`a` is `b`).
 */
export type NameLink = {
  /** Id of the fact. */
  id: string
  kind: 'alias' | 'same' | 'different' | 'unsure' | 'lock' | 'typed'
  origin: 'user' | 'import' | 'meeting' | 'model'
  a: string
  b: string
  /** Order among users: of two statements that contradict each other the later one counts. */
  recorded: number
  /** For a model's verdict: the analyst that gave it. Another one may be asked what this one was unsure about. */
  analyst?: string
}

/** A user's choice of how an entity is called; its name also represents the entity. */
export type NamePin = { id: string; nameId: string; title: string; recorded: number }
