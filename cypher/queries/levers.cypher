/*
title: Levers, what they act on, and who proposes them
question: What do the documents say can be done, on what, in which direction, by which mechanism, by whom, and who is for and against it?
category: levers
parameters:
- {name: target, type: text, default: "", example: "process:smuggling", labels: [Any], doc: key of what the lever acts on; empty for all}
- {name: field, type: text, default: "", example: law enforcement, values: [border control, law enforcement, law, protection, labour, demand, cooperation, governance, development, knowledge, information], doc: field of policy; empty for all}
breaks when: {relationship: SUBJECT}
of: statements of a lever and its target
columns:
- {name: lever, doc: name of the lever}
- {name: lever_key, doc: its key}
- {name: field, doc: field of policy}
- {name: target, doc: what it acts on}
- {name: target_key, doc: its key}
- {name: direction, doc: "weakens, strengthens or changes"}
- {name: mechanism, doc: by which way}
- {name: responsible, doc: who would act}
- {name: standing, doc: "asserted, disputed or reported; reported is no more than a view that a document passes on"}
- {name: voices, doc: "list of maps: voice, stance, hedge, document, at"}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(lever:Lever), (c)-[:OBJECT]->(target)
WHERE ($target = '' OR target.key = $target) AND ($field = '' OR lever.field = $field)
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, lever, target, e, v, d, p ORDER BY d.key, p.paragraph, p.sentence, v.key
WITH c, lever, target, collect({voice: coalesce(v.short, v.name), stance: e.stance, hedge: e.hedge, document: d.short,
  at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence)}) AS voices
RETURN lever.name AS lever, lever.key AS lever_key, lever.field AS field, target.name AS target, target.key AS target_key,
  c.direction AS direction, c.mechanism AS mechanism,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS responsible, c.standing AS standing, voices, c.key AS claim
ORDER BY lever, target, claim

// denominator
MATCH (c:Claim {type: 'ACTS_ON'}) RETURN count(c) AS count
