/*
title: What levers reach, stage by stage
question: How many of the tasks, methods, conditions and actors of each stage does a lever act on, and which does none?
category: levers
breaks when: {relationship: ACTS_ON, rows: change}
columns:
- {name: order, doc: place of the stage in the sequence}
- {name: stage, doc: name of the stage}
- {name: stage_key, doc: its key}
- {name: kind, doc: "Task, Method, Condition or ActorType: what is part of the stage, what a claim joins to its tasks, or who performs them"}
- {name: total, doc: how many there are}
- {name: acted_on, doc: "how many of them a lever acts on, asserted or disputed: on the thing itself or on what it is a kind or part of, stages and whole processes apart"}
- {name: reported, doc: how many of the others a lever only is reported to act on}
- {name: without, doc: names of those that no lever acts on}
- {name: without_keys, doc: their keys}
*/
MATCH (stage:Stage), (n:Task|Method|Condition|ActorType)
WHERE EXISTS { (n)-[:PART_OF]->(stage) }
  OR n:ActorType AND EXISTS { (n)-[:PERFORMS]->(:Task)-[:PART_OF]->(stage) }
  OR n:Method|Condition AND EXISTS { (n)-[joins]-(:Task)-[:PART_OF]->(stage) WHERE joins.claim IS NOT NULL }
WITH stage, labels(n)[0] AS kind, n,
  EXISTS { (n)-[:SUBTYPE_OF|PART_OF*0..2]->(whole)<-[:ACTS_ON]-(:Lever) WHERE whole = n OR NOT whole:Stage|Process } AS acted,
  EXISTS { (n)<-[:OBJECT]-(:Claim {type: 'ACTS_ON', standing: 'reported'}) } AS told
ORDER BY n.name, n.key
WITH stage, kind, count(n) AS total, sum(CASE WHEN acted THEN 1 ELSE 0 END) AS actedOn, sum(CASE WHEN told AND NOT acted THEN 1 ELSE 0 END) AS reported,
  collect(CASE WHEN acted THEN null ELSE n END) AS rest
RETURN stage.order AS order, stage.name AS stage, stage.key AS stage_key, kind, total, actedOn AS acted_on, reported,
  [n IN rest | n.name] AS without, [n IN rest | n.key] AS without_keys
ORDER BY order, CASE kind WHEN 'Task' THEN 1 WHEN 'Method' THEN 2 WHEN 'Condition' THEN 3 ELSE 4 END
