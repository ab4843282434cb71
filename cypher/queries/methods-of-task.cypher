/*
title: Methods of a task
question: By which methods is this task done, by whom, on which conditions, and what do the task and the method need?
category: business
parameters:
- {name: task, type: text, default: "", example: "task:recruit-people", labels: [Task], doc: "key of a task, with its kinds; empty for every method, also those that a text gives to a process or an actor only"}
breaks when: {relationship: OBJECT}
of: statements of a method in use
columns:
- {name: of, doc: "the task; the process or actor where the text gives the method to that only"}
- {name: of_key, doc: its key}
- {name: method, doc: name of the method}
- {name: method_key, doc: its key}
- {name: by, doc: "who does it so, as maps: name, key"}
- {name: among, doc: names of whom it is done to}
- {name: in, doc: names of where}
- {name: conditions, doc: "under which or because of which, as maps: name, key"}
- {name: method_needs, doc: "what the method itself requires, uses or depends on, as maps: type, name, key, polarity, standing, claim"}
- {name: task_needs, doc: "what the task, process or actor requires, uses or depends on beside methods, as maps: type, name, key, polarity, standing, claim"}
- {name: text, doc: the statement}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'USES', polarity: 'positive', mode: 'is'})-[:OBJECT]->(method:Method)
// What an actor uses for a task is a method of the task.
MATCH (c)-[:SUBJECT|FOR]->(doer)
WHERE (doer:Task OR NOT EXISTS { (c)-[:SUBJECT|FOR]->(:Task) } AND EXISTS { (c)-[:SUBJECT]->(doer) }) AND NOT (doer:Lever OR doer:Programme OR doer:Organisation)
  AND ($task = '' OR EXISTS { (doer)-[:SUBTYPE_OF*0..2]->(:Task {key: $task}) })
RETURN doer.name AS of, doer.key AS of_key, method.name AS method, method.key AS method_key,
  COLLECT { MATCH (c)-[:BY|SUBJECT]->(x:ActorType|Organisation|Person) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS by,
  COLLECT { MATCH (c)-[:AMONG]->(x) RETURN x.name AS name ORDER BY name } AS among,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (c)-[:UNDER|BECAUSE_OF]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS conditions,
  COLLECT { MATCH (method)<-[:SUBJECT]-(n:Claim)-[:OBJECT]->(x) WHERE n.type IN ['REQUIRES', 'USES', 'DEPENDS_ON']
    RETURN {type: n.type, name: x.name, key: x.key, polarity: n.polarity, standing: n.standing, claim: n.key} ORDER BY x.name, n.key } AS method_needs,
  COLLECT { MATCH (doer)<-[:SUBJECT]-(n:Claim)-[:OBJECT]->(x) WHERE n.type IN ['REQUIRES', 'USES', 'DEPENDS_ON'] AND NOT x:Method
    RETURN {type: n.type, name: x.name, key: x.key, polarity: n.polarity, standing: n.standing, claim: n.key} ORDER BY x.name, n.key } AS task_needs,
  c.text AS text, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY CASE WHEN doer:Task THEN 0 ELSE 1 END, of, method, claim

// denominator
MATCH (c:Claim {type: 'USES', polarity: 'positive', mode: 'is'})-[:OBJECT]->(:Method)
MATCH (c)-[:SUBJECT|FOR]->(doer)
WHERE (doer:Task OR NOT EXISTS { (c)-[:SUBJECT|FOR]->(:Task) } AND EXISTS { (c)-[:SUBJECT]->(doer) }) AND NOT (doer:Lever OR doer:Programme OR doer:Organisation)
RETURN count(*) AS count
