import { bases } from '../../src/domain/observation/observation.ts'
import { confidenceOf } from '../../src/domain/transition/confidence.ts'
import { type Found, found } from '../../src/domain/transition/found-by.ts'
import type { Grounds } from '../outcome.ts'
import type { GroundedChange } from './judged-changes.ts'

type Cells = Record<Grounds['basis'], Record<Found, number>>

const usualBases = bases.filter((basis) => basis !== 'model')
/** So many changes that are as usual are added to each cell: few cases say little. */
const prior = 10
/** More than this is never promised. */
const highest = 95

/**
 * Of a hundred changes with this basis, of a thing that was found in this way, so many are right: each cell is drawn to
 * its basis, and to what the way costs or brings over all bases. What the corrections of `confidenceOf` take off is
 * given back first, so that it is not taken off twice. Rounded to five.
 */
export const fitCells = (changes: readonly GroundedChange[]): Cells => {
  const rows = changes.map(({ grounds, right }) => ({ ...grounds, points: (right ? 100 : 0) + takenOff(grounds) }))
  const usual = mean(rows, 0, 0)
  const ofBasis = (basis: Grounds['basis']) =>
    mean(
      rows.filter((row) => row.basis === basis && isDirect(row.found)),
      usual,
    )
  const basisPoints = new Map(usualBases.map((basis) => [basis, ofBasis(basis)]))
  const effect = (way: Found): number => {
    if (isDirect(way)) return 0
    const own = rows.filter((row) => row.found === way)
    const off = own.reduce((sum, row) => sum + row.points - (basisPoints.get(row.basis) ?? usual), 0)
    return off / (own.length + prior)
  }
  const cell = (basis: Grounds['basis'], way: Found): number => {
    const expected = (basisPoints.get(basis) ?? usual) + effect(way)
    const points = mean(
      rows.filter((row) => row.basis === basis && row.found === way),
      expected,
    )
    return Math.max(5, Math.min(highest, 5 * Math.round(points / 5)))
  }
  return Object.fromEntries(
    usualBases.map((basis) => [basis, Object.fromEntries(found.map((way) => [way, cell(basis, way)]))]),
  ) as Cells
}

/** The confidence of a change with other cells than those in force. */
export const confidenceBy = (cells: Cells, { basis, found: way, ...said }: Grounds): number =>
  confidenceOf({ origin: 'machine', base: cells[basis][way], ...said })

const isDirect = (way: Found): boolean => way === 'named' || way === 'announced'

/** Of agreement and conflict nothing is given back: they are rare, and what they take off was not measured apart. */
const takenOff = ({ first, text }: Grounds): number =>
  50 - confidenceOf({ origin: 'machine', base: 50, first, text, agreeing: 0, conflicting: 0, allowed: true })

const mean = (rows: readonly { points: number }[], usual: number, weight = prior): number =>
  (rows.reduce((sum, row) => sum + row.points, 0) + weight * usual) / Math.max(1, rows.length + weight)
