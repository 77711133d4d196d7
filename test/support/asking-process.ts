// A process that asks questions through a gateway of its own: `{ options, tenantId, questions }` as JSON in its first
// argument. It says `asking` when it begins, one line for each answer, and `done`.
import { askingTask, type ModelsOptions, openModels, scopeOf } from './models.ts'

const { options, tenantId, questions } = JSON.parse(process.argv[2] ?? '{}') as {
  options: ModelsOptions
  tenantId: string
  questions: string[]
}
const models = openModels(options)
const { signal } = new AbortController()
console.log('asking')
await Promise.all(
  questions.map(async (question) => {
    const { cached, attempts } = await models.gateway.complete(askingTask(), question, {
      scope: scopeOf(tenantId),
      signal,
    })
    console.log(JSON.stringify({ question, cached, attempts }))
  }),
)
await models.close()
console.log('done')
