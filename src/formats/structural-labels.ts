/**
 * Words before a colon, or alone on a line, that open a part of the notes and are nobody's name. Lower case, singular
 * where the plural only adds an s.
 */
const words = `
  absent|action|action item|agenda|agenda item|answer|apologies|approved|assignee|assumption|attachment|attendance
  attendee|attending|background|blocker|budget|caution|cc|chair|comment|conclusion|context|date|deadline|decided
  decision|dependency|dependencies|detail|discussion|due|due date|duration|eta|example|facilitator|fact|follow up
  follow-up|for example|from|goal|hard stop|headline|highlight|host|http|https|idea|impact|important|in short|invited
  issue|item|key point|key takeaway|lesson|link|location|meeting|meeting note|metric|milestone|minute|minutes
  mitigation|motion|next|next meeting|next step|nb|note|note taker|note-taker|objective|open issue|open question
  option|organizer|outcome|overview|owner|parking lot|participant|place|plan|present|priority|problem|progress|pros
  cons|ps|purpose|question|re|reason|recap|recommendation|recorder|recording|reference|regret|remark|reminder
  requirement|resolution|result|risk|schedule|scope|scribe|see|source|speaker's summary|stage|start|state|status|step
  subject|suggestion|summary|summary of discussion|takeaway|task|theme|time|timeline|tip|title|tl;dr|tldr|to|to do|todo
  to-do|topic|transcript|update|url|version|via|vote|warning|week|when|where|who|why
  monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday`

const known = new Set(words.split(/[|\n]/).map((word) => word.trim()))

export const isStructuralLabel = (label: string): boolean => {
  const plain = label
    .toLowerCase()
    .replace(/[*_#`]/g, '')
    .replace(/[:：]\s*$/, '')
    .replace(/\s*[#\d.)]+$/, '')
    .trim()
  return known.has(plain) || (plain.endsWith('s') && known.has(plain.slice(0, -1)))
}
