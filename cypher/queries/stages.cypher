/*
title: The business, stage by stage
question: Which tasks make up each stage, who does them, and by which methods?
category: business
parameters:
- {name: stage, type: text, default: "", example: "stage:recruitment", doc: key of a stage; empty for all}
breaks when: {relationship: PART_OF, rows: change}
columns:
- {name: order, doc: place of the stage in the sequence}
- {name: stage, doc: name of the stage}
- {name: task, doc: name of the task}
- {name: task_key, doc: its key}
- {name: kind, doc: technical or organisational}
- {name: basis, doc: "document where a document names the task, frame where we do"}
- {name: actors, doc: who does it by an asserted or disputed claim}
- {name: methods, doc: how it is done by an asserted or disputed claim}
- {name: claims, doc: keys of the claims that this rests on}
*/
MATCH (stage:Stage)
WHERE $stage = '' OR stage.key = $stage
OPTIONAL MATCH (task:Task)-[:PART_OF]->(stage)
WITH DISTINCT stage, task
OPTIONAL MATCH (actor)-[performs:PERFORMS]->(task)
WITH stage, task, collect(DISTINCT actor.name) AS actors, collect(DISTINCT performs.claim) AS performed
OPTIONAL MATCH (task)-[uses:USES]->(method:Method)
WITH stage, task, actors, performed, collect(DISTINCT method.name) AS methods, collect(DISTINCT uses.claim) AS used
UNWIND CASE WHEN size(actors) = 0 THEN [null] ELSE actors END AS actor
WITH stage, task, performed, methods, used, actor ORDER BY actor
WITH stage, task, performed, methods, used, collect(actor) AS actors
UNWIND CASE WHEN size(methods) = 0 THEN [null] ELSE methods END AS method
WITH stage, task, actors, performed, used, method ORDER BY method
WITH stage, task, actors, performed, used, collect(method) AS methods
UNWIND CASE WHEN size(performed + used) = 0 THEN [null] ELSE performed + used END AS claim
WITH stage, task, actors, methods, claim ORDER BY claim
RETURN stage.order AS order, stage.name AS stage, task.name AS task, task.key AS task_key, task.kind AS kind, task.basis AS basis,
  actors, methods, collect(claim) AS claims
ORDER BY order, task
