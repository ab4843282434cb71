/*
title: All facts of a node, with their evidence
question: What do the documents say of this node, who says it, and in which passage?
category: evidence
parameters:
- {name: key, type: text, example: "actor:myanmar-migrant-woman", labels: [Any], doc: key of the node}
breaks when: {relationship: BEARS_ON}
columns:
- {name: claim, doc: "key of the claim, figure, definition or event"}
- {name: text, doc: "the statement, what the figure measures, or what the definition says"}
- {name: type, doc: "of the claim; else Statistic, Definition or Event"}
- {name: end, doc: "what the node is to it: SUBJECT, OBJECT, ABOUT, a role, or another tie of the record"}
- {name: polarity, doc: "positive or negative; null where it is no claim"}
- {name: mode, doc: "is, ought, will, would; null for a lever and its target, and where it is no claim"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: for, doc: voices for it}
- {name: against, doc: voices against it}
- {name: evidence, doc: "list of maps: evidence, document, short, passage, at, voice, voice_key, stance, hedge, reading, paraphrase"}
*/
MATCH (n {key: $key})<-[end]-(c:Claim|Statistic|Definition|Event)
WHERE end.claim IS NULL AND coalesce(end.release, end.layer) IS NOT NULL
WITH c, end ORDER BY CASE type(end) WHEN 'SUBJECT' THEN 0 WHEN 'OBJECT' THEN 1 ELSE 2 END, type(end)
WITH c, collect(type(end))[0] AS end
MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WITH c, end, e, v, p, d ORDER BY d.key, p.paragraph, p.sentence, v.key
RETURN c.key AS claim, coalesce(c.text, c.gist, c.measures, c.name) AS text, CASE WHEN c:Claim THEN c.type ELSE labels(c)[0] END AS type, end,
  c.polarity AS polarity, c.mode AS mode, c.standing AS standing, c.for AS for, c.against AS against,
  collect({evidence: e.key, document: d.key, short: d.short, passage: p.key, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), voice: v.name, voice_key: v.key,
    stance: e.stance, hedge: e.hedge, reading: e.reading, paraphrase: e.paraphrase}) AS evidence
ORDER BY end, type, claim
