/*
title: Levers on a stage, with their proposers
question: What can be done at this stage, on which part of it, by which mechanism, and who proposes it?
category: levers
parameters:
- {name: stage, type: text, example: "stage:recruitment", doc: key of a stage}
breaks when: {relationship: BEARS_ON}
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: at, doc: "how the target belongs to the stage: the stage itself, part of it, in a setting of it, or the tasks of it that a claim joins the target to; a process that runs through all stages belongs to none"}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: proposers, doc: voices that recommend it}
- {name: supporters, doc: voices that assert that it works or is done}
- {name: opponents, doc: voices that dispute or qualify it}
- {name: claim, doc: key of the claim}
*/
MATCH (stage:Stage {key: $stage})
MATCH (c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
OPTIONAL MATCH (target)-[joins]-(task:Task)-[:PART_OF]->(stage) WHERE joins.claim IS NOT NULL
WITH stage, c, lever, target, task ORDER BY task.name
WITH stage, c, lever, target, collect(DISTINCT task.name) AS joined
WITH stage, c, lever, target, joined,
  CASE WHEN target = stage OR EXISTS { (c)-[:IN|WITHIN]->(stage) } THEN ['the stage itself']
    WHEN EXISTS { (target)-[:PART_OF*1..2]->(stage) } THEN ['part of the stage']
    WHEN EXISTS { (c)-[:IN]->(:Setting)-[:PART_OF]->(stage) } THEN ['a setting of the stage']
    WHEN target:Process AND EXISTS { (target)-[other]-(:Task)-[:PART_OF]->(elsewhere:Stage) WHERE other.claim IS NOT NULL AND elsewhere <> stage } THEN []
    ELSE joined END AS at
WHERE size(at) > 0
OPTIONAL MATCH (c)-[:BY]->(body)
WITH c, lever, target, at, body ORDER BY body.name
WITH c, lever, target, at, collect(DISTINCT body.name) AS responsible
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v)
WITH c, lever, target, at, responsible, e, v ORDER BY v.name
RETURN lever.name AS lever, lever.key AS lever_key, target.name AS target, target.key AS target_key, at,
  c.direction AS direction, c.mechanism AS mechanism, responsible, c.standing AS standing,
  collect(DISTINCT CASE WHEN e.stance = 'recommends' THEN v.name END) AS proposers,
  collect(DISTINCT CASE WHEN e.stance = 'asserts' THEN v.name END) AS supporters,
  collect(DISTINCT CASE WHEN e.stance IN ['disputes', 'qualifies'] THEN v.name END) AS opponents, c.key AS claim
ORDER BY lever, target, claim
