/*
title: What no lever acts on
question: "Which stages, tasks, methods, conditions, resources, harms and forms of exploitation does no lever of the documents act on, neither on the thing itself nor on what it is a kind or part of?"
category: levers
parameters:
- {name: label, type: text, default: "", example: Condition, values: [Stage, Task, Method, Condition, Resource, Outcome, Exploitation], doc: "only nodes of this label; empty for all"}
breaks when: {relationship: ACTS_ON, rows: change}
of: "stages, tasks, methods, conditions, resources, harms and forms of exploitation of which something is said, of this label"
columns:
- {name: label, doc: label of the node}
- {name: name, doc: its name}
- {name: key, doc: its key}
- {name: claims, doc: how many asserted or disputed relationships it has}
- {name: within, doc: "stages and whole processes that it is part of and that levers act on: too wide to count"}
- {name: reported, doc: "keys of claims, only reported, that a lever acts on it"}
*/
MATCH (n:Stage|Task|Method|Condition|Resource|Outcome)
WHERE n.release IS NOT NULL AND ($label = '' OR $label IN labels(n)) AND coalesce(n.kind, '') <> 'benefit'
  AND NOT EXISTS { (n)-[:SUBTYPE_OF|PART_OF*0..2]->(whole)<-[:ACTS_ON]-(:Lever) WHERE whole = n OR NOT whole:Stage|Process }
WITH n, COUNT { (n)-[r]-() WHERE r.claim IS NOT NULL } AS claims
WHERE claims > 0
RETURN CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END AS label, n.name AS name, n.key AS key, claims,
  COLLECT { MATCH (n)-[:SUBTYPE_OF|PART_OF*1..2]->(whole)<-[:ACTS_ON]-(:Lever) RETURN DISTINCT whole.name AS name ORDER BY name } AS within,
  COLLECT { MATCH (n)<-[:OBJECT]-(c:Claim {type: 'ACTS_ON', standing: 'reported'}) RETURN c.key ORDER BY c.key } AS reported
ORDER BY claims DESC, label, name

// denominator
MATCH (n:Stage|Task|Method|Condition|Resource|Outcome)
WHERE n.release IS NOT NULL AND ($label = '' OR $label IN labels(n)) AND coalesce(n.kind, '') <> 'benefit'
  AND EXISTS { (n)-[r]-() WHERE r.claim IS NOT NULL }
RETURN count(n) AS count
