/*
title: Levers on a stage, with their proposers
question: What can be done at this stage, on which part of it, by which mechanism, and who proposes it?
category: levers
parameters:
- {name: stage, type: text, example: "stage:recruitment", labels: [Stage], doc: key of a stage}
breaks when: {relationship: PART_OF}
of: statements of a lever and its target
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: at, doc: "how the target belongs to the stage: the stage itself, part of it, in a setting of it, or the tasks of it that a claim joins the target to; a process that runs through all stages belongs to none"}
- {name: reach, doc: "direct where the target is the stage, a part or a setting of it; else through what the target does there"}
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
MATCH (stage:Stage {key: $stage})
MATCH (c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
OPTIONAL MATCH (target)-[joins]-(task:Task)-[:PART_OF]->(stage) WHERE joins.claim IS NOT NULL
WITH stage, c, lever, target, task ORDER BY task.name
WITH stage, c, lever, target, collect(DISTINCT task.name) AS joined
WITH stage, c, lever, target,
  CASE WHEN target = stage OR EXISTS { (c)-[:IN|WITHIN]->(stage) } THEN ['the stage itself']
    WHEN EXISTS { (target)-[:PART_OF*1..2]->(stage) } THEN ['part of the stage']
    WHEN EXISTS { (c)-[:IN]->(:Setting)-[:PART_OF]->(stage) } THEN ['a setting of the stage']
    WHEN target:Process AND EXISTS { (target)-[other]-(:Task)-[:PART_OF]->(elsewhere:Stage) WHERE other.claim IS NOT NULL AND elsewhere <> stage } THEN []
    ELSE joined END AS at
WHERE size(at) > 0
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  at, CASE WHEN at[0] IN ['the stage itself', 'part of the stage', 'a setting of the stage'] THEN 'direct' ELSE 'through what it does there' END AS reach,
  c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS responsible, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS proposers,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asserts'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS supporters,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asks'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS askers,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY reach, lever, target, claim

// denominator
MATCH (c:Claim {type: 'ACTS_ON'}) RETURN count(c) AS count
