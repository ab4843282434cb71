/*
title: The business, stage by stage
question: Which tasks make up each stage, who does them, and by which methods?
category: business
parameters:
- {name: stage, type: text, default: "", example: "stage:recruitment", labels: [Stage], doc: key of a stage; empty for all}
breaks when: {relationship: PART_OF}
of: tasks in the graph, of which some belong to no stage
columns:
- {name: order, doc: place of the stage in the sequence}
- {name: stage, doc: name of the stage}
- {name: stage_key, doc: its key}
- {name: task, doc: name of the task}
- {name: task_key, doc: its key}
- {name: kind, doc: technical or organisational}
- {name: basis, doc: "document where a document names the task, frame where we do"}
- {name: actors, doc: "who does it, or does something for it, by an asserted or disputed claim that it is so"}
- {name: methods, doc: "how it is done, by an asserted or disputed claim that it is so"}
- {name: reported, doc: "who else does it, or how, as a document merely reports"}
- {name: documents, doc: documents that speak of the task}
- {name: claims, doc: keys of the claims that this rests on}
*/
MATCH (stage:Stage)
WHERE $stage = '' OR stage.key = $stage
MATCH (task:Task)-[:PART_OF]->(stage)
WITH DISTINCT stage, task
// What is said of who does the task, and how: PERFORMS of it, USES of it or for it.
WITH stage, task, COLLECT {
  MATCH (task)<-[:SUBJECT|OBJECT|FOR]-(c:Claim {polarity: 'positive', mode: 'is'})
  WHERE c.type = 'USES' OR c.type = 'PERFORMS' AND EXISTS { (c)-[:OBJECT]->(task) }
  RETURN DISTINCT c ORDER BY c.key
} AS claims
RETURN stage.order AS order, stage.name AS stage, stage.key AS stage_key, task.name AS task, task.key AS task_key, task.kind AS kind, task.basis AS basis,
  COLLECT { UNWIND claims AS c MATCH (c)-[:SUBJECT|BY]->(x:ActorType|Organisation|Person) WHERE c.standing <> 'reported'
    RETURN DISTINCT x.name AS name ORDER BY name } AS actors,
  COLLECT { UNWIND claims AS c MATCH (c)-[:OBJECT]->(x:Method) WHERE c.standing <> 'reported'
    RETURN DISTINCT x.name AS name ORDER BY name } AS methods,
  COLLECT { UNWIND claims AS c MATCH (c)-[:SUBJECT|BY|OBJECT]->(x) WHERE c.standing = 'reported' AND x <> task
    RETURN DISTINCT x.name AS name ORDER BY name } AS reported,
  COLLECT { MATCH (task)<--()<-[:BEARS_ON]-(:Evidence)-[:CITES]->(:Passage)-[:IN]->(d:Document) RETURN DISTINCT d.short AS document ORDER BY document } AS documents,
  [c IN claims | c.key] AS claims
ORDER BY order, task

// denominator
MATCH (task:Task)
RETURN count(task) AS count
