/**
 * How texts talk that want to steer whoever reads them instead of telling what happened. Data: one more way of talking
 * is one more line. Each is matched without case against a sentence.
 */
export const injectionPatterns: readonly RegExp[] = [
  // Sets aside what the reader was told.
  /\b(?:ignore|disregard|forget|override|bypass|discard)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|the)\b[^.!?]{0,30}\b(?:instruction|prompt|rule|guideline|context|message|direction|constraint)s?\b/i,
  /\b(?:new|updated|real|actual|hidden|secret) (?:system )?(?:instruction|prompt)s?\b\s*(?::|are|is|follow)/i,
  /\b(?:system|developer) (?:prompt|message|override|instruction)s?\b/i,
  // Speaks to a machine.
  /\b(?:dear|hey|hi|hello|attention|note to(?: the)?|message to(?: the)?|instructions? (?:to|for)(?: the)?)[ ,:]+(?:any |all )?(?:ai|a\.i\.|llm|language model|assistant model|chatbot|note ?taker bot|transcript reader|summari[sz]er)\b/i,
  /\b(?:ai|llm|language models?|chatbots?|summari[sz]ers?)(?: assistants?| models?| systems?)?\b[ ,:]+(?:reading|processing|analy[sz]ing|summari[sz]ing) (?:this|the)\b/i,
  /\b(?:you are|act as|behave as|pretend to be|from now on you are)\b[^.!?]{0,30}\b(?:ai|assistant|language model|llm|chatbot|dan)\b/i,
  /\b(?:whoever|whatever|anyone|if you are) (?:is )?(?:reads?|reading|processes|processing|summari[sz]es|summari[sz]ing|analy[sz]es|analy[sz]ing) (?:this|the) (?:transcript|text|document|meeting|recording)\b/i,
  // Dictates the answer.
  /\b(?:mark|set|flag|record|report|list|treat|classify|output|return)\b[^.!?,;:]{0,15}\b(?:everything|every (?:project|task|item|entity|feature|deal|thing)|all (?:of )?(?:the )?(?:projects?|tasks?|items?|entities|features?|deals?|things?))\b[^.!?]{0,25}\b(?:done|completed?|finished|closed|cancelled|approved|won|delivered|resolved)\b/i,
  /(?:^|\b(?:please|must|you|just|only|and|then) )(?:respond|reply|answer|output|return|print)\b[^.!?]{0,20}\b(?:only |exactly |just )?(?:with|in|as)\b[^.!?]{0,20}\b(?:json|the following|this text|these words)\b/i,
  /\b(?:reveal|print|repeat|show|leak|output)\b[^.!?]{0,25}\b(?:your|the) (?:system )?(?:prompt|instructions|api key|secrets?|password)\b/i,
  // Looks like a message to or from a model.
  /<\|?\/?(?:system|assistant|user|im_start|im_end|endoftext|endofprompt|tool)\|?>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>/i,
  /^\s*(?:#{1,4}\s*)?(?:system|assistant|developer)\s*(?:prompt|message|instructions?)?\s*:/i,
  /"(?:role|observations|things|modality|dimension|operation|op|transitions|tool_calls)"\s*:\s*["[{]/i,
]

/** Names that no person has: a role of a conversation with a model, or an order. */
export const injectionSpeakers: readonly RegExp[] = [
  /^\W*(?:system|developer)\W*$/i,
  /\b(?:system|developer|admin|root)\b.*\b(?:prompt|message|instructions?|override|command)\b/i,
  /\b(?:ignore|disregard|override)\b.*\b(?:instructions?|prompts?|rules?)\b/i,
  /<\|?\/?(?:system|assistant|im_start|im_end)\|?>|\[\/?INST\]/i,
]
