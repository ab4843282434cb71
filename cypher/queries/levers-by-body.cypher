/*
title: Levers by responsible body
question: Who would have to act, with which lever on what, and who says so?
category: levers
parameters:
- {name: body, type: text, default: "", example: "org:eu", labels: [ActorType, Organisation, Person], doc: key of a body or a kind of actor; empty for all}
breaks when: {relationship: BY}
of: pairs of a body and what a lever that it answers for acts on
columns:
- {name: body, doc: who would act}
- {name: body_key, doc: its key}
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: jointly_with, doc: who else would act}
- {name: standing, doc: "asserted, disputed or reported; reported is no more than a view that a document passes on"}
- {name: proposers, doc: voices that recommend it}
- {name: supporters, doc: voices that assert that it works or is done}
- {name: opponents, doc: voices that dispute or qualify it}
- {name: askers, doc: voices that raise it as an open question}
- {name: documents, doc: where it is said}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'ACTS_ON'})-[:BY]->(body), (c)-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
WHERE $body = '' OR body.key = $body
RETURN body.name AS body, body.key AS body_key, lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(other) WHERE other <> body RETURN other.name ORDER BY other.name } AS jointly_with, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'recommends'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS proposers,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asserts'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS supporters,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence {stance: 'asks'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS askers,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY body, lever, target, claim

// denominator
MATCH (:Claim {type: 'ACTS_ON'})-[by:BY]->() RETURN count(by) AS count
