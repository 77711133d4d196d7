/** What somebody is to others: words for one person, or for several. */
export const personRoles: readonly string[] =
  'lawyer lawyers accountant accountants architect architects inspector inspectors driver drivers plumber electrician electricians boss bosses manager managers director directors chief chiefs lady ladies man men woman women guy girl boy cousin wife husband friend friends neighbour neighbours neighbor neighbors colleague colleagues doctor doctors nurse nurses teacher teachers chef chefs'.split(
    ' ',
  )

/** Those who act and are not themselves what a meeting follows: "the printer has stopped" is said of what they print. */
export const actingRoles: readonly string[] = [
  ...'crew team guys lads folks people contractor contractors supplier vendor builders painters plumbers engineers developers designers publisher printer printers courier couriers lab labs landlord agency agencies bank insurer insurers carrier carriers factory warehouse distributor dealer dealers'.split(
    ' ',
  ),
  ...personRoles,
]

/** Questions after the one who answers for a thing; what follows names it. */
export const whoseCues = [
  'who owns|runs|leads|minds|manages|has|gets|takes',
  'who is doing|running|leading|minding|managing',
  'who is taking (on|over)',
  'who is taking care of',
  'who is on',
  'who is in charge of',
  'who is responsible for',
  'who is looking after',
  'who is picking up',
  'who does|do|did',
  'who looks after',
  'who has got',
  'who will take|have|run|do|own|lead|mind',
  'who wants|wanted',
  'who picks up',
  'who is that with',
  'who is it with',
  'with who',
  'whose is',
  'whose',
] as const
