/** Words that decide which parts of a name may stand for the whole. Data, not rules: one word more or less is no code. */
const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** Words between the words of a name that people leave out, add or exchange. */
export const joiningWords = setOf('of the for and in to on a an with from by at or via')

/** Nouns that say what kind of thing something is; alone they may mean any of them. */
export const kindWords = setOf(`
account campaign activity agreement api app application area case class client committee component contract course deal department draft effort
engine event exercise feature function group idea initiative interface item kit library list material meeting method milestone model
module object office operation operator option package page paper parameter part phase plan platform policy process product program programme
project property proposal protocol release report request role round rule scheme section service set sprint stage standard step stream
study suite support syntax system task team test thing ticket tool topic track tracker type unit update upgrade value version view work
workshop workstream`)

/** Parts of identifiers that nobody says. */
export const silentWords = setOf('prototype')

/** What belongs to a thing without being it: "the shelf docs" are not the shelf. */
export const partWords = setOf(`
announcement api blog branch budget bug changelog checklist committee contract convention demo doc documentation faq guidance guide guideline invoice issue launch
manual meeting migration owner page playbook plan poc policy poll pricing prototype readme repo repository retro review rollout roll-out
runbook schedule sdk session slide spec specification spike staging survey team test tester testing ticket training tutorial ui video
website wiki workshop`)

/** Words that describe, by their endings; they tell one thing from another, but do not name it alone. */
export const isDescribing = (word: string): boolean =>
  word.length > 4 && /(?:ing|ed|able|ible|al|ive|ous|ful|less|ic|ly|ary|ent|ant|ized|ised|er|est)$/.test(word)

/** Words that are said of any time. */
export const timeWords = setOf(`
january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
spring summer autumn fall winter today tomorrow yesterday tonight weekend morning afternoon evening quarter year month`)

/** Everyday words that describe. */
export const describingWords = setOf(`
bad big black blue broad brown busy cheap clean clear close closed cold common dark deep double dry early easy east empty equal exact extra fast
first flat free fresh full future general global good great green half hard heavy high hot huge last late light little live local long lost low
main major minor natural near new next nice north old open orange other own perfect plain poor prior private public quick quiet rare raw ready real
red regular rich right round safe same second secure short silver similar simple single slow small smart soft solid south special stable strong
third thin tight tiny top true upper used warm weak west wet white whole wide wild wrong yellow young`)

/** Words before a noun by which a thing is meant that was spoken of. */
export const pointingWords = setOf('the this that our their your my its those these')
