/*
title: Statements of a time, in order
question: Which statements hold for a time only, from when to when, and who makes them?
category: figures and events
parameters:
- {name: about, type: text, default: "", example: "process:migration", labels: [Any], doc: key of a node that the statement has as an end; empty for all}
breaks when: {property: from}
columns:
- {name: from, doc: "when it begins to hold, as the text gives it"}
- {name: to, doc: "when it ceases to hold; null where the text does not say"}
- {name: text, doc: the statement}
- {name: claim, doc: its key}
- {name: type, doc: of the claim}
- {name: ends, doc: "names of its subject and object, or of what it is about"}
- {name: polarity, doc: "negative: the statement is that it is not so"}
- {name: mode, doc: "is, ought, will or would"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who says it}
- {name: documents, doc: where it stands}
of: claims with this end
*/
MATCH (c:Claim)
WHERE c.from IS NOT NULL AND ($about = '' OR EXISTS { (c)-->({key: $about}) })
// See events on the order.
WITH c, head([i IN range(0, size(c.from) - 4) WHERE substring(c.from, i, 4) =~ '[0-9]{4}' | toInteger(substring(c.from, i, 4)) + CASE WHEN c.from STARTS WITH 'late' THEN 7 ELSE 0 END]) AS year
RETURN c.from AS from, c.to AS to, c.text AS text, c.key AS claim, c.type AS type,
  COLLECT { MATCH (c)-[end:SUBJECT|OBJECT|ABOUT]->(n) RETURN n.name ORDER BY type(end) DESC, n.name } AS ends, c.polarity AS polarity, c.mode AS mode, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.key } AS documents
ORDER BY year, from, claim

// denominator
MATCH (c:Claim) WHERE $about = '' OR EXISTS { (c)-->({key: $about}) } RETURN count(c) AS count
