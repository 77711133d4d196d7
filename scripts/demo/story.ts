import { type ChangeType, changeType, meetingType } from '../../src/cli/api-types.ts'
import { formatDay } from '../../src/cli/render/dates.ts'
import { renderSpoken } from '../../src/cli/render/spoken.ts'
import { findTurningPoint, mostEventful } from './pick.ts'
import { refer } from './refer.ts'
import type { Stage } from './stage.ts'
import { readUncounted } from './uncounted.ts'

const folder = 'examples/series/curtain-call'
const onTime = [
  '01-spring-planning.txt',
  '02-weekly-2026-03-10.vtt',
  '03-weekly-2026-03-17.srt',
  '04-weekly-2026-03-26.txt',
  '05-after-easter-2026-04-09.vtt',
  '06-go-or-no-go.json',
  '07-looking-back.txt',
]
const late = '08-found-later-kestrel-call.json'
const shownSubmission = '--series "Footlight weekly" --project "Curtain Call" --wait'
const submission = ['--series', 'Footlight weekly', '--project', 'Curtain Call', '--wait']

/** The acts of the demo; each is what a user would do at the same prompt. */
export const tellStory = async (stage: Stage): Promise<void> => {
  stage.act(
    'Seven meetings go in',
    'Six people build ticketing for small theatres, from planning in March to the week after the\nlaunch in May. Their meetings come as text, WebVTT, SRT and JSON.',
  )
  const files = onTime.map((file) => `${folder}/${file}`)
  await stage.run(['submit', ...files, ...submission], `submit ${folder}/0[1-7]* ${shownSubmission}`)
  const before = new Date().toISOString()

  stage.act('What became of the things they talked about')
  for (const thing of await mostEventful(stage.session, 2)) {
    await stage.run(['timeline', ...(await refer(stage.session, thing))])
    stage.say('')
  }

  await lateMeeting(stage, before)
  await whatDidNotCount(stage)

  stage.act('What they decided, and what somebody still has to do')
  await stage.run(['insights', '--kind', 'decision_made', '--limit', '3'])
  stage.say('')
  await stage.run(['insights', '--kind', 'action_item', '--status', 'open', '--limit', '4'])

  stage.act('Everything at a glance')
  await stage.run(['state'])
  whereToLook(stage)
}

const lateMeeting = async (stage: Stage, before: string): Promise<void> => {
  const { client } = stage.session
  stage.act(
    'A call of 12 March turns up',
    'Somebody finds a recording on a laptop. What the later meetings changed is worked out again\nfrom all facts, as if the call had been there from the start.',
  )
  await stage.run(['submit', `${folder}/${late}`, ...submission])
  const meetingId = await findLate(stage)
  stage.say('')
  await stage.run(['meetings', 'diff', meetingId])
  const changes: ChangeType[] = []
  for await (const change of client.list(`/v1/meetings/${meetingId}/diff`, changeType)) changes.push(change)
  const point = findTurningPoint(changes)
  if (!point) throw new Error('the late call changed nothing that was known before')
  const { thing, day } = point
  const reference = await refer(stage.session, thing)
  stage.act(`${thing.name} on ${formatDay(day)}: as everybody thought, and as it was`)
  await stage.run(['state', ...reference, '--at', day, '--known-at', before])
  stage.say('')
  await stage.run(['state', ...reference, '--at', day])
  stage.say('')
  await stage.run(['timeline', ...reference, '--superseded'])
}

const findLate = async ({ session }: Stage): Promise<string> => {
  for await (const meeting of session.client.list('/v1/meetings', meetingType, { type: 'call' })) return meeting.id
  throw new Error('the late call is not among the meetings')
}

const whatDidNotCount = async (stage: Stage): Promise<void> => {
  const { out } = stage.session
  const items = await readUncounted(stage.session, 7)
  stage.act(
    'Said, understood, and left alone',
    'Plans, offers, conditions, questions and memories are kept with their words, but change nothing.',
  )
  stage.say(renderSpoken('Not counted', items, out))
}

const whereToLook = (stage: Stage): void => {
  const { url } = stage.session.client
  stage.act('Where to look')
  stage.say(`  API and documentation   ${url}/docs`)
  stage.say(`  OpenAPI 3.1             ${url}/openapi.json`)
  stage.say(`  Queues (Bull Board)     ${url}/admin/queues  (any user, the key as password)`)
  stage.say('  For your own meetings   npm start, then: npx throughline submit <files> --wait')
}
