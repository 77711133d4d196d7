import type { NameView } from '../name/name-book.ts'

/** Whether nobody told the type of a name: no reader, no catalogue and no user. */
export const isTypeGuessed = (book: NameView, id: string): boolean =>
  (book.shape(id)?.guessed ?? false) && !book.linksOf(id).some((link) => link.kind === 'typed')
