import fc from 'fast-check'
import { defaultModel } from '../../src/domain/tracking-model/default-model.ts'

/** What people say, and what nobody says but machines write: words that trip look-ups, numbers, dates and scripts. */
const words = [
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'undefined', 'null', 'NaN', 'Infinity'],
  ...['the', 'a', 'an', 'of', 'by', 'in', 'and', 'not', "isn't", 'it', 'this', 'next', 'last', 'on', 'from now', 'ago'],
  ...['one', 'two', 'twenty', 'hundred', 'thousand', 'million', 'half a', 'first', 'thirtieth', 'dollars', 'percent'],
  ...['0', '7', '31', '32', '2025', '999999999', '99999999999999999999', '1,200', '1.2.3', '12.5k', '$', '%', '1e400'],
  ...['day', 'days', 'week', 'weeks', 'months', 'quarter', 'fortnight', 'Friday', 'February', 'March', 'end of', 'Q3'],
  ...['February 30', '30 February', 'the thirty first', '2025-02-30', '31.02.2026', '2/30/26', '99/99/9999', '00:61'],
  ...['Seat Map', 'the Harbour project', 'Atlas', 'ABC-123', '#4567', 'EIP-7702', 'Ana', 'Ben Okoye', 'everyone', 'I'],
  ...[
    'status',
    'owner',
    'deadline',
    'stage',
    'blocked',
    'done',
    'at risk',
    'budget',
    'progress',
    'I will',
    'we decided',
  ],
  ...[
    '\u200B',
    '\uFEFF',
    '\u202E',
    '\uD800',
    '\u0000',
    'e\u0301',
    '日本語',
    'שלום',
    '🙂',
    'ﬁ',
    '½',
    'İ',
    'ß',
    'x'.repeat(300),
  ],
]
const marks = ['.', '. ', '? ', '! ', ', ', ': ', '; ', ' – ', '\n', '\n\n', '"', "'", '’s ', '…', '(', ')', '[', '- ']

const cues = defaultModel.dimensions.flatMap((dimension) => [
  ...Object.values(dimension.cues).flat(),
  ...dimension.values.flatMap((value) => [...value.cues, ...value.synonyms]),
])

const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.constantFrom(...cues) },
  { weight: 2, arbitrary: fc.constantFrom(...marks) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
)

/** Something to say, awkward more often than not. */
export const talk = (maxWords = 24): fc.Arbitrary<string> =>
  fc.array(word, { minLength: 1, maxLength: maxWords }).map((parts) => parts.join(' '))
