import type { NameLinkage } from '../observation/observation-fact.ts'

/** In which way the thing of a statement was found, for how sure it is. */
export const found = ['named', 'announced', 'near', 'recalled'] as const
export type Found = (typeof found)[number]

export const foundBy: Readonly<Record<NameLinkage['method'], Found>> = {
  stated: 'named',
  relinked: 'named',
  key: 'named',
  context: 'named',
  heading: 'announced',
  title: 'announced',
  sentence: 'near',
  segment: 'near',
  back: 'recalled',
  none: 'recalled',
}
