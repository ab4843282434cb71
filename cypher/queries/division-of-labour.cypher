/*
title: The division of labour
question: Which tasks of the business are technical and which organisational, at which stage, and who performs them?
category: business
parameters:
- {name: stage, type: text, default: "", example: "stage:movement", labels: [Stage], doc: "key of a stage; empty for all tasks, with those of no stage"}
breaks when: {property: kind}
of: tasks in the graph
columns:
- {name: order, doc: "place of the stage in the sequence; null where the task belongs to none"}
- {name: stage, doc: name of the stage}
- {name: kind, doc: "technical or organisational; which of the two is our reading unless evidence says it"}
- {name: task, doc: name of the task}
- {name: task_key, doc: its key}
- {name: basis, doc: "document where a document names the task, frame where we do"}
- {name: performers, doc: "list of maps: actor, actor_key, side, how (PERFORMS; USES where the text says only what the actor uses for the task), mode, polarity, standing, claim"}
- {name: documents, doc: documents with evidence on who performs it}
*/
MATCH (task:Task)
WHERE task.kind <> 'unknown'
OPTIONAL MATCH (task)-[:SUBTYPE_OF*0..1]->(:Task)-[:PART_OF]->(stage:Stage)
WITH DISTINCT task, stage
WHERE $stage = '' OR stage.key = $stage
CALL {
  WITH task
  OPTIONAL MATCH (c:Claim {type: 'PERFORMS'})-[:OBJECT]->(task), (c)-[:SUBJECT]->(actor)
  RETURN c, actor
  UNION
  WITH task
  OPTIONAL MATCH (c:Claim {type: 'USES'})-[:SUBJECT]->(task), (c)-[:BY]->(actor)
  RETURN c, actor
  UNION
  WITH task
  OPTIONAL MATCH (c:Claim {type: 'USES'})-[:FOR]->(task), (c)-[:SUBJECT]->(actor)
  RETURN c, actor
}
WITH stage, task, c, actor ORDER BY c.type, actor.name, c.key
WITH stage, task, collect(CASE WHEN actor IS NULL THEN null ELSE {actor: actor.name, actor_key: actor.key, side: actor.side, how: c.type,
  mode: c.mode, polarity: c.polarity, standing: c.standing, claim: c.key} END) AS performers, collect(c) AS claims
RETURN stage.order AS order, stage.name AS stage, task.kind AS kind, task.name AS task, task.key AS task_key, task.basis AS basis, performers,
  COLLECT { UNWIND claims AS c UNWIND c.documents AS key MATCH (d:Document {key: key}) RETURN DISTINCT d.short AS document ORDER BY document } AS documents
ORDER BY order, kind DESC, task

// denominator
MATCH (task:Task)
RETURN count(task) AS count
