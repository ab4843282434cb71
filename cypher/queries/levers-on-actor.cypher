/*
title: Levers on an actor
question: Which levers act on this kind of actor, or on something among them, and who proposes or disputes them?
category: levers
parameters:
- {name: actor, type: text, default: "", example: "actor:migrant-worker", labels: [ActorType, Organisation], doc: key of an actor; empty for all}
breaks when: {relationship: OBJECT}
of: statements of a lever and its target
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: actors, doc: "list of maps: actor, actor_key, role, kin; role is target, or among where the lever acts on something among the actors; kin is itself, kind (of the actor asked for) or wider (what that is a kind of)"}
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
MATCH (actor:ActorType|Organisation)
WITH actor, CASE WHEN $actor IN ['', actor.key] THEN 'itself'
  WHEN EXISTS { (actor)-[:SUBTYPE_OF|PART_OF*1..2]->({key: $actor}) } THEN 'kind'
  WHEN EXISTS { ({key: $actor})-[:SUBTYPE_OF|PART_OF*1..2]->(actor) } THEN 'wider' END AS kin
WHERE kin IS NOT NULL
MATCH (c:Claim {type: 'ACTS_ON'})-[end:OBJECT|AMONG]->(actor)
MATCH (c)-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
WITH c, lever, target, kin, actor, CASE type(end) WHEN 'OBJECT' THEN 'target' ELSE 'among' END AS role ORDER BY actor.name, role
WITH c, lever, target, collect({actor: actor.name, actor_key: actor.key, role: role, kin: kin}) AS actors
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  actors,
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
