import type { Name, NameSource } from '../../domain/name/name.ts'
import { newId } from '../../platform/ids.ts'
import type { RecordSession } from '../../record/session.ts'
import type { NewFact } from '../../storage/facts.ts'
import { userOrderKey } from './user-order-key.ts'

type Said = Pick<NewFact, 'groupId' | 'origin' | 'note' | 'actor'>

/** A user's word that a name is of its type: the fact, and the source by which nobody has to guess any more. */
export const toldType = (
  session: RecordSession,
  nameId: string,
  said: Said,
): { fact: NewFact; source: NameSource } | null => {
  const name = session.names.book.get(nameId)
  return name ? tellType(session, name, said) : null
}

/** The same for a name that may not be known yet. */
export const tellType = (
  session: RecordSession,
  { id: nameId, type, scope, key, surface }: Pick<Name, 'id' | 'type' | 'scope' | 'key' | 'surface'>,
  said: Said,
): { fact: NewFact; source: NameSource } => {
  const id = newId()
  const orderKey = userOrderKey(session)
  return {
    fact: { ...said, id, kind: 'typed', nameId, value: type },
    source: { nameId, type, scope, key, surface, kind: 'user', guessed: false, sourceId: id, orderKey },
  }
}
