import { expect, it } from 'vitest'
import { trackingModelSchema } from '../../../../src/domain/tracking-model/model.ts'
import { observationsOf } from '../read-one.ts'

/** A boatyard: boats that are launched, and where they lie. */
const boats = trackingModelSchema.parse({
  name: 'boatyard',
  label: 'Boatyard',
  types: [
    { name: 'boat', label: 'Boat', nouns: ['dinghy'], assumed: true, dimensions: ['stage', 'berth', 'fault'] },
    { name: 'person', label: 'Person', person: true, dimensions: [] },
  ],
  dimensions: [
    {
      name: 'stage',
      label: 'Stage',
      kind: 'vocabulary',
      values: [
        { value: 'seaworthy', cues: ['is fit to sail', 'has been cleared'] },
        { value: 'chartered', cues: ['is chartered'] },
      ],
    },
    { name: 'berth', label: 'Berth', kind: 'text', cues: { set: ['is lying at {value}'] } },
    { name: 'fault', label: 'Fault', kind: 'text', many: true, cues: { add: ['{value} has|have not arrived'] } },
  ],
})

const heard = (line: string) => observationsOf(`Ana Ruiz: ${line}`, boats)

it.each([
  'Dinghy Kestrel is not fit to sail.',
  "dinghy Kestrel isn't fit to sail yet.",
  'Dinghy Kestrel is not yet fit to sail.',
  'Dinghy Kestrel is no longer fit to sail.',
])('keeps what is denied right behind the first word of a cue: %s', async (line) => {
  expect(await heard(line)).toEqual(['Kestrel stage=seaworthy negated'])
})

it.each([
  'Is dinghy Kestrel fit to sail?',
  "So isn't dinghy Kestrel fit to sail?",
  'And is dinghy Kestrel fit to sail now?',
])('keeps what is asked with the subject behind the first word of a cue: %s', async (line) => {
  expect(await heard(line)).toEqual(['Kestrel stage=seaworthy questioned'])
})

it('hears the denial of a perfect, and nothing where other words stand between', async () => {
  expect(await heard('Dinghy Kestrel has not been cleared.')).toEqual(['Kestrel stage=seaworthy negated'])
  expect(await heard('Dinghy Kestrel is a boat fit to sail.')).toEqual([])
})

it.each([
  ['Dinghy Kestrel is lying at the North Quay until there is room.', 'North Quay'],
  ['Dinghy Kestrel is lying at the North Quay because the lock is shut.', 'North Quay'],
  ['Dinghy Kestrel is lying at the North Quay so that the crane can reach it.', 'North Quay'],
  ['Dinghy Kestrel is lying at the North Quay once the lock opens.', 'North Quay'],
  ['Dinghy Kestrel is lying at the quay with so many gulls.', 'quay with so many gulls'],
])('ends a text where a clause of its own begins: %s', async (line, berth) => {
  expect((await heard(line)).map((one) => one.replace(/ \w+$/, ''))).toContain(`Kestrel berth=${berth}`)
})

it('begins a text behind a word that only takes up the talk', async () => {
  const found = await heard('Dinghy Kestrel is ours. So the new mast has not arrived.')
  expect(found.some((one) => one.includes('fault+new mast '))).toBe(true)
})
