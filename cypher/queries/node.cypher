/*
title: All facts of a node, with their evidence
question: What do the documents say of this node, who says it, and in which passage?
category: evidence
parameters:
- {name: key, type: text, example: "actor:broker", doc: key of the node}
breaks when: {relationship: BEARS_ON}
columns:
- {name: claim, doc: key of the claim}
- {name: text, doc: the statement}
- {name: type, doc: of the claim}
- {name: end, doc: "what the node is to the claim: SUBJECT, OBJECT, ABOUT or a role"}
- {name: polarity, doc: positive or negative}
- {name: mode, doc: "is, ought, will, would; null for a lever and its target"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: for, doc: voices for it}
- {name: against, doc: voices against it}
- {name: evidence, doc: "list of maps: document, short, passage, at, voice, voice_key, stance, hedge, reading, paraphrase"}
*/
MATCH (n {key: $key})<-[end]-(c:Claim)
WITH c, collect(DISTINCT type(end)) AS ends
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, ends, e, v, p, d ORDER BY d.key, p.paragraph, p.sentence, v.key
RETURN c.key AS claim, c.text AS text, c.type AS type, ends[0] AS end, c.polarity AS polarity, c.mode AS mode,
  c.standing AS standing, c.for AS for, c.against AS against,
  collect({document: d.key, short: d.short, passage: p.key, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), voice: v.name, voice_key: v.key,
    stance: e.stance, hedge: e.hedge, reading: e.reading, paraphrase: e.paraphrase}) AS evidence
ORDER BY end, type, claim
