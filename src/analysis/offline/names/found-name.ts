/** A name as it stands in a sentence. `start` and `end` are offsets in the segment's text. */
export type FoundName = {
  type: string
  surface: string
  generic: boolean
  segment: number
  start: number
  end: number
  aliasOf: string | null
}
