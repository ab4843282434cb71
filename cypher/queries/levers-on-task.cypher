/*
title: Levers on a task
question: Which levers act on this task, on who performs it, what it uses or what furthers it, and who proposes or disputes them?
category: levers
parameters:
- {name: task, type: text, default: "", example: "task:bribe-officials", labels: [Task], doc: key of a task; empty for all}
breaks when: {relationship: OBJECT}
of: statements of a lever and its target
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: tasks, doc: "list of maps: task, task_key, by, claim; by is itself where the lever acts on the task, else the relationship that joins it to the target, and claim what that rests on. A lever on a whole process that the task is part of is left out"}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: standing, doc: "asserted, disputed or reported; reported is no more than a view that a document passes on"}
- {name: proposers, doc: voices that recommend it}
- {name: supporters, doc: voices that assert that it works or is done}
- {name: opponents, doc: voices that dispute or qualify it}
- {name: askers, doc: voices that raise it as an open question}
- {name: documents, doc: where it is said}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
MATCH (task:Task)
WHERE ($task = '' OR task.key = $task) AND (task = target OR EXISTS { (task)--(target) })
OPTIONAL MATCH (task)-[joins]-(target)
WHERE (joins.claim IS NOT NULL OR joins.basis = 'frame') AND NOT (target:Process AND type(joins) = 'PART_OF') AND type(joins) <> 'ACTS_ON'
WITH c, lever, target, task, joins ORDER BY task.name, type(joins), joins.claim
WHERE task = target OR joins IS NOT NULL
WITH c, lever, target, collect({task: task.name, task_key: task.key, by: coalesce(type(joins), 'itself'), claim: joins.claim}) AS tasks
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  tasks,
  c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS responsible, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS proposers,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asserts'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS supporters,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asks'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS askers,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY lever, target, claim

// denominator
MATCH (c:Claim {type: 'ACTS_ON'}) RETURN count(c) AS count
