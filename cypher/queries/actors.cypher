/*
title: Actors, their side and their tasks
question: Which kinds of actors are there, on which side, which tasks do they do at which stages, and how much is said of them?
category: actors
parameters:
- {name: side, type: text, default: "", example: illegitimate, values: [legitimate, illegitimate, both, unknown], doc: "side of the business on which the documents show it; empty for all"}
- {name: stage, type: text, default: "", example: "stage:recruitment", labels: [Stage], doc: "only who does something at this stage; empty for all"}
- {name: skip, type: integer, default: 0, example: 0, min: 0, max: 1073741824, doc: how many to leave out at the beginning}
- {name: limit, type: integer, default: 100, example: 100, min: 1, max: 1073741824, doc: how many at most}
breaks when: {property: side}
columns:
- {name: actor, doc: name of the kind of actor}
- {name: key, doc: its key}
- {name: side, doc: "legitimate, illegitimate, both or unknown"}
- {name: tasks, doc: "list of maps: task, task_key, standing, claim; what it is said to do"}
- {name: stages, doc: names of the stages that these tasks are part of or that the statement names}
- {name: statements, doc: how many claims have it as an end}
- {name: asserted, doc: how many of these are asserted}
- {name: disputed, doc: how many of these are disputed}
- {name: reported, doc: how many of these are only reported}
of: kinds of actors that match
*/
MATCH (a:ActorType)
WHERE $side IN ['', a.side]
OPTIONAL MATCH (a)<-[:SUBJECT]-(does:Claim {type: 'PERFORMS', polarity: 'positive', mode: 'is'})-[:OBJECT]->(task:Task)
WITH a, does, task ORDER BY task.name, does.key
WITH a, collect(does) AS done,
  collect(CASE WHEN does IS NULL THEN null ELSE {task: task.name, task_key: task.key, standing: does.standing, claim: does.key} END) AS tasks
OPTIONAL MATCH (stage:Stage) WHERE any(does IN done WHERE EXISTS { (does)-[:OBJECT]->(:Task)-[:PART_OF]->(stage) } OR EXISTS { (does)-[:IN]->(stage) })
WITH a, tasks, stage ORDER BY stage.order
WITH a, tasks, collect(stage) AS stages
WHERE $stage = '' OR any(stage IN stages WHERE stage.key = $stage)
OPTIONAL MATCH (c:Claim)-->(a)
WITH a, tasks, stages, collect(DISTINCT c.key) AS claims, collect(DISTINCT CASE c.standing WHEN 'asserted' THEN c END) AS asserted,
  collect(DISTINCT CASE c.standing WHEN 'disputed' THEN c END) AS disputed, collect(DISTINCT CASE c.standing WHEN 'reported' THEN c END) AS reported
RETURN a.name AS actor, a.key AS key, a.side AS side, tasks, [stage IN stages | stage.name] AS stages,
  size(claims) AS statements, size(asserted) AS asserted, size(disputed) AS disputed, size(reported) AS reported
ORDER BY statements DESC, key
SKIP $skip LIMIT $limit
// denominator
MATCH (a:ActorType)
WHERE $side IN ['', a.side] AND ($stage = ''
  OR EXISTS { (a)<-[:SUBJECT]-(:Claim {type: 'PERFORMS', polarity: 'positive', mode: 'is'})-[:OBJECT]->(:Task)-[:PART_OF]->(:Stage {key: $stage}) }
  OR EXISTS { (:Task)<-[:OBJECT]-(does:Claim {type: 'PERFORMS', polarity: 'positive', mode: 'is'})-[:SUBJECT]->(a) WHERE EXISTS { (does)-[:IN]->(:Stage {key: $stage}) } })
RETURN count(a) AS count
