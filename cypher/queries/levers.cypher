/*
title: Levers, what they act on, and who proposes them
question: What do the documents say can be done, on what, in which direction, by which mechanism, by whom, and who is for and against it?
category: levers
parameters:
- {name: target, type: text, default: "", example: "process:trafficking", doc: key of what the lever acts on; empty for all}
- {name: document, type: text, default: "", example: "doc:001", doc: only what this document has evidence on; empty for all}
breaks when: {relationship: BEARS_ON, rows: change}
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "list of maps: voice, stance, hedge, document, at"}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
WHERE ($target = '' OR target.key = $target) AND ($document = '' OR $document IN c.documents)
OPTIONAL MATCH (c)-[:BY]->(body)
WITH c, lever, target, body ORDER BY body.name
WITH c, lever, target, collect(DISTINCT body.name) AS responsible
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, lever, target, responsible, e, v, d, p ORDER BY d.key, p.paragraph, p.sentence, v.name
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  c.direction AS direction, c.mechanism AS mechanism, responsible, c.standing AS standing,
  collect({voice: v.name, stance: e.stance, hedge: e.hedge, document: d.key, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence)}) AS voices, c.key AS claim
ORDER BY lever, target, claim
