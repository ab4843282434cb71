/*
title: Levers on a stage, with their proposers
question: What can be done at this stage, on which part of it, by which mechanism, and who proposes it?
category: levers
parameters:
- {name: stage, type: text, example: "stage:recruitment", doc: key of a stage}
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: standing, doc: "asserted or disputed"}
- {name: proposers, doc: voices that recommend it}
- {name: opponents, doc: voices that dispute or qualify it}
- {name: claim, doc: key of the claim}
*/
MATCH (stage:Stage {key: $stage})
MATCH (lever:Lever)-[acts:ACTS_ON]->(target)
WHERE target = stage OR EXISTS { (target)-[:PART_OF]->(stage) }
  OR EXISTS { (:Task)-[:PART_OF]->(stage) WHERE EXISTS { (:Claim {key: acts.claim})-[:IN]->(stage) } }
  OR EXISTS { (task:Task)-[:PART_OF]->(stage) WHERE EXISTS { (task)-[:USES|REQUIRES|YIELDS]->(target) } OR EXISTS { (target)-[:PERFORMS|FURTHERS|HINDERS]->(task) } }
MATCH (c:Claim {key: acts.claim})<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v)
WITH lever, target, acts, c, e, v ORDER BY v.name
WITH lever, target, acts, c,
  collect(DISTINCT CASE WHEN e.stance = 'recommends' THEN v.name END) AS proposers,
  collect(DISTINCT CASE WHEN e.stance IN ['disputes', 'qualifies'] THEN v.name END) AS opponents
RETURN lever.name AS lever, lever.key AS lever_key, target.name AS target, target.key AS target_key,
  acts.direction AS direction, acts.mechanism AS mechanism, acts.standing AS standing, proposers, opponents, c.key AS claim
ORDER BY lever, target
