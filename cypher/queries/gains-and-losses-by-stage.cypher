/*
title: Gains and losses, stage by stage
question: Who gains, who pays and who bears the loss at each stage of the business?
category: business
parameters:
- {name: stage, type: text, default: "", example: "stage:movement", labels: [Stage], doc: "key of a stage; empty for all, with the statements that belong to none"}
breaks when: {relationship: PART_OF}
of: statements of payments, gains, losses and what is done for money
columns:
- {name: order, doc: "place of the stage in the sequence; null where no stage is given"}
- {name: stage, doc: "name of the stage; where a statement belongs to none: the business as a whole, and what surrounds it"}
- {name: stage_key, doc: its key}
- {name: belongs_by, doc: "what the statement names that belongs to the stage: the stage itself, or a task, method, setting, resource or form of exploitation of it"}
- {name: who, doc: "who pays, gains, bears, or acts for profit; a process that yields money"}
- {name: who_key, doc: its key}
- {name: does, doc: "gains, pays, bears; acts for money where the text says what is done for it; yields of a process"}
- {name: whom_or_what, doc: "who is paid, what is gained, borne or yielded, or what is done"}
- {name: whom_or_what_key, doc: its key}
- {name: text, doc: the statement}
- {name: mode, doc: "is, ought, will or would"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {polarity: 'positive'})-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE c.type IN ['PAYS', 'GAINS', 'BEARS'] OR EXISTS { (c)-[:FOR]->(:Resource {kind: 'money'}) } OR c.type = 'YIELDS' AND b.kind = 'money'
// A stage is named itself, or by what is part of it; a form of exploitation by the general one.
OPTIONAL MATCH (c)-[:SUBJECT|OBJECT|IN|WITHIN|FOR]->(part)-[:SUBTYPE_OF*0..3]->()-[:PART_OF*0..1]->(stage:Stage)
WHERE NOT part:ActorType AND NOT part:Process
WITH c, a, b, stage, part ORDER BY part.name
WITH c, a, b, stage, collect(DISTINCT part.name) AS parts
WHERE $stage = '' OR stage.key = $stage
RETURN stage.order AS order, coalesce(stage.name, 'the business as a whole') AS stage, stage.key AS stage_key,
  CASE WHEN stage IS NULL THEN [] ELSE parts END AS belongs_by, a.name AS who, a.key AS who_key,
  CASE WHEN c.type IN ['PAYS', 'GAINS', 'BEARS', 'YIELDS'] THEN toLower(c.type) ELSE 'acts for money' END AS does,
  b.name AS whom_or_what, b.key AS whom_or_what_key, c.text AS text, c.mode AS mode, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY order, does, who, whom_or_what, claim

// denominator
MATCH (c:Claim {polarity: 'positive'})-[:OBJECT]->(b)
WHERE c.type IN ['PAYS', 'GAINS', 'BEARS'] OR EXISTS { (c)-[:FOR]->(:Resource {kind: 'money'}) } OR c.type = 'YIELDS' AND b.kind = 'money'
RETURN count(c) AS count
