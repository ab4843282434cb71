/*
title: What no lever acts on
question: Which stages, tasks, methods, conditions, resources, forms of exploitation and harms does no lever of the documents act on?
category: levers
parameters:
- {name: label, type: text, default: "", example: Condition, doc: "only nodes of this label; empty for all"}
columns:
- {name: label, doc: label of the node}
- {name: name, doc: its name}
- {name: key, doc: its key}
- {name: claims, doc: how many asserted or disputed relationships it has}
*/
MATCH (n)
WHERE (n:Stage OR n:Task OR n:Method OR n:Condition OR n:Resource OR n:Outcome OR n:Process OR n:Route)
  AND n.release IS NOT NULL AND ($label = '' OR $label IN labels(n))
  AND NOT EXISTS { (n)<-[:ACTS_ON]-(:Lever) }
OPTIONAL MATCH (n)-[r]-() WHERE r.claim IS NOT NULL
WITH n, count(r) AS claims
WHERE claims > 0
RETURN CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END AS label, n.name AS name, n.key AS key, claims
ORDER BY claims DESC, label, name
