/**
 * How texts talk that want to steer whoever reads them instead of telling what happened. Data: one more way of talking
 * is one more line. Each is matched without case against a sentence.
 */
export const injectionPatterns: readonly RegExp[] = [
  // Sets aside what the reader was told.
  /\b(?:ignore|disregard|forget|override|bypass|discard)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|preceding|all|any|your|the)\b[^.!?]{0,30}\b(?:instruction|prompt|rule|guideline|context|message|direction|constraint)s?\b/i,
  /\b(?:new|updated|real|actual|hidden|secret) (?:system )?(?:instruction|prompt)s?\b\s*(?::|are|is|follow)/i,
  // A team that builds with models speaks of system prompts too: only one that begins here counts.
  /\b(?:system|developer) override\b|\b(?:system|developer) (?:prompt|message|instruction)s?\s*[:=>]|\b(?:this|following|next) (?:is|are) (?:a|an|the|your) (?:new )?(?:system|developer) (?:prompt|message|instruction)s?\b/i,
  // Speaks to a machine.
  /\b(?:dear|hey|hi|hello|attention|note to(?: the)?|message to(?: the)?|instructions? (?:to|for)(?: the)?)[ ,:]+(?:any |all )?(?:ai|a\.i\.|llm|language model|assistant model|chatbot|note ?taker bot|transcript reader|summari[sz]er)\b/i,
  /\b(?:ai|llm|language models?|chatbots?|summari[sz]ers?)(?: assistants?| models?| systems?)?\b[ ,:]+(?:reading|processing|analy[sz]ing|summari[sz]ing) (?:this|the)\b/i,
  /\b(?:you are|act as|behave as|pretend to be|from now on you are)\b[^.!?]{0,30}\b(?:ai|assistant|language model|llm|chatbot|dan)\b/i,
  /\b(?:whoever|whatever|anyone|if you are) (?:is )?(?:reads?|reading|processes|processing|summari[sz]es|summari[sz]ing|analy[sz]es|analy[sz]ing) (?:this|the) (?:transcript|text|document|meeting|recording)\b/i,
  // Dictates the answer.
  /\b(?:mark|set|flag|record|report|list|treat|classify|output|return)\b[^.!?,;:]{0,15}\b(?:everything(?! (?:that|which|you|we|they|i)\b)|every (?:project|task|item|entity|feature|deal|thing)|all (?:of )?(?:the )?(?:projects?|tasks?|items?|entities|features?|deals?|things?))\b[^.!?]{0,25}\b(?:done|completed?|finished|closed|cancelled|approved|won|delivered|resolved)\b/i,
  /(?:^|\b(?:please|must|you|just|only|and|then) )(?:respond|reply|answer|output|return|print)\b[^.!?]{0,20}\b(?:only |exactly |just )?(?:with|in|as)\b[^.!?]{0,20}\b(?:json|the following|this text|these words)\b/i,
  /\b(?:reveal|print|repeat|show|leak|output)\b[^.!?]{0,25}\b(?:your|the) (?:system )?(?:prompt|instructions|api key|secrets?|password)\b/i,
  // The same in other languages.
  /(?:ignorier|missacht|vergiss|vergesst|vergessen sie)\p{L}*[^.!?]{0,60}(?:anweisung|instruktion|vorgabe|befehl|regeln)/iu,
  /(?:ignore|oublie|ne ten\p{L}+ pas compte)\p{L}*[^.!?]{0,60}(?:instructions|consignes|règles|ordres)[^.!?]{0,20}(?:précédent|ci-dessus|antérieur|donné)/iu,
  /(?:ignora|ignore|olvida|olvide|desconsider|esqueç|dimentica)\p{L}*[^.!?]{0,60}(?:instrucci|instruç|istruzion|reglas|regras|regole)/iu,
  /(?:negeer|vergeet)[^.!?]{0,60}(?:instructies|aanwijzingen|regels)/iu,
  /(?:ignoruj|zignoruj|zapomnij)\p{L}*[^.!?]{0,60}(?:instrukcj|polece|zasad)/iu,
  /(?:игнорируй|проигнорируй|забудь)\p{L}*[^.!?]{0,60}(?:инструкц|указани|правил)/iu,
  /(?:忽略|无视|無視|忘记|忘記|不要理会)[^。！？]{0,20}(?:指令|指示|提示|规则|規則|说明)/u,
  /(?:指示|命令|プロンプト|ルール)[^。！？]{0,12}(?:無視|忘れ)/u,
  /(?:지시|명령|프롬프트|규칙)[^.!?]{0,12}(?:무시|잊)/u,
  /(?:markier|kennzeichne|marque|marca|segna|markeer)\p{L}*[^.!?]{0,20}(?:alles|alle |tout|todo|toda|tudo|tutto|tutti)[^.!?]{0,30}(?:erledigt|fertig|abgeschlossen|terminé|fini|complet|hecho|conclu|klaar|fatto)/iu,
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
