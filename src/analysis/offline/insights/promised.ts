/**
 * What somebody took on (`taken`) or was given (`given`), or what still waits for a yes (`offered`, `needed`, `open`:
 * a request to nobody in particular): who, and from which token on it is said what.
 */
export type Promised = {
  owner: string | null
  from: number
  confidence: number
  kind: 'taken' | 'given' | 'offered' | 'needed' | 'open'
}
