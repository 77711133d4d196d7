import { attachOrStart } from '../../src/storage/embedded/attach-or-start.ts'

// A process that uses the embedded database of a home folder. It prints one line when it is there; "leave" as the second
// argument makes it end at once without stopping anything, as a crash in our own code would.
const [home = '', manner] = process.argv.slice(2)
const log = { warn: console.error, error: console.error }

try {
  const database = await attachOrStart(home, { log })
  process.once('SIGTERM', () => {
    void database.stop().then(() => process.exit(0))
  })
  console.log(`ready ${JSON.stringify({ url: database.url, owned: database.owned })}`)
  if (manner === 'leave') process.exit(1)
  setInterval(() => {}, 60_000)
} catch (error) {
  console.error(error)
  process.exit(2)
}
