/*
title: Levers on a condition
question: Which levers weaken, strengthen or change this condition, by which mechanism, and who proposes or disputes them?
category: levers
parameters:
- {name: condition, type: text, default: "", example: "condition:practical-obstacles", labels: [Condition], doc: key of a condition; empty for all}
breaks when: {relationship: OBJECT}
of: statements of a lever and its target
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: kin, doc: "what the target is to the condition asked for: itself, kind (a kind or part of it) or wider (what it is a kind or part of)"}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: among, doc: whose condition it is}
- {name: standing, doc: "asserted, disputed or reported; reported is no more than a view that a document passes on"}
- {name: proposers, doc: voices that recommend it}
- {name: supporters, doc: voices that assert that it works or is done}
- {name: opponents, doc: voices that dispute or qualify it}
- {name: askers, doc: voices that raise it as an open question}
- {name: documents, doc: where it is said}
- {name: claim, doc: key of the claim}
*/
MATCH (target:Condition)
WITH target, CASE WHEN $condition IN ['', target.key] THEN 'itself'
  WHEN EXISTS { (target)-[:SUBTYPE_OF|PART_OF*1..2]->({key: $condition}) } THEN 'kind'
  WHEN EXISTS { ({key: $condition})-[:SUBTYPE_OF|PART_OF*1..2]->(target) } THEN 'wider' END AS kin
WHERE kin IS NOT NULL
MATCH (target)<-[:OBJECT]-(c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever)
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  kin, c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS responsible,
  COLLECT { MATCH (c)-[:AMONG]->(people) RETURN people.name ORDER BY people.name } AS among, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS proposers,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asserts'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS supporters,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asks'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS askers,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY target, lever, claim

// denominator
MATCH (c:Claim {type: 'ACTS_ON'}) RETURN count(c) AS count
