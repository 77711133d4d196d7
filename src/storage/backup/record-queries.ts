/**
 * What the record says now: names, dimensions, values, order, categories, evidence. No ids, clocks or versions, and an
 * order that the rows themselves decide, so that two databases that say the same give the same rows.
 */
export const recordQueries = {
  transitions: `SELECT e.type, e.name, t.dim, t.item, t.from_value, t.to_value, t.order_key, t.category, t.evidence
       FROM transition t JOIN entity e ON e.id = t.entity_id AND e.tenant_id = t.tenant_id
       WHERE t.superseded_at IS NULL
       ORDER BY e.type COLLATE "C", e.name COLLATE "C", t.dim COLLATE "C", t.item COLLATE "C", t.order_key COLLATE "C",
         t.to_value COLLATE "C", t.from_value COLLATE "C", t.category COLLATE "C", t.evidence::text COLLATE "C"`,
  states: `SELECT e.type, e.name, s.dim, s.item, s.value, s.order_key
       FROM state s JOIN entity e ON e.id = s.entity_id AND e.tenant_id = s.tenant_id
       ORDER BY e.type COLLATE "C", e.name COLLATE "C", s.dim COLLATE "C", s.item COLLATE "C", s.value COLLATE "C",
         s.order_key COLLATE "C"`,
} as const
