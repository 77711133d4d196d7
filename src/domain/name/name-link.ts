/** A recorded statement about two names. For an alias, `a` is the other form of `b`. */
export type NameLink = {
  /** Id of the fact. */
  id: string
  kind: 'alias' | 'same' | 'different'
  origin: 'user' | 'import' | 'meeting'
  a: string
  b: string
  /** Order among users: of two statements that contradict each other the later one counts. */
  recorded: number
}

/** A user's choice of how an entity is called; its name also represents the entity. */
export type NamePin = { id: string; nameId: string; title: string; recorded: number }
