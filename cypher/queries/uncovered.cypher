/*
title: What no lever acts on
question: "Which stages, tasks, methods, conditions, resources, harms and forms of exploitation does no lever of the documents act on, neither on the thing itself nor on what it is a kind or part of?"
category: levers
parameters:
- {name: label, type: text, default: "", example: Condition, doc: "only nodes of this label; empty for all"}
breaks when: {relationship: ACTS_ON, rows: change}
columns:
- {name: label, doc: label of the node}
- {name: name, doc: its name}
- {name: key, doc: its key}
- {name: claims, doc: how many asserted or disputed relationships it has}
*/
MATCH (n)
WHERE (n:Stage OR n:Task OR n:Method OR n:Condition OR n:Resource OR n:Outcome)
  AND n.release IS NOT NULL AND ($label = '' OR $label IN labels(n))
  AND NOT coalesce(n.kind, '') IN ['benefit']
  AND NOT EXISTS { (n)-[:SUBTYPE_OF|PART_OF*0..2]->(whole)<-[:ACTS_ON]-(:Lever) WHERE NOT whole:Stage OR whole = n }
OPTIONAL MATCH (n)-[r]-() WHERE r.claim IS NOT NULL
WITH n, count(r) AS claims
WHERE claims > 0
RETURN CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END AS label, n.name AS name, n.key AS key, claims
ORDER BY claims DESC, label, name
