/*
title: What displaced what, and why
question: Which routes, methods or places were given up for which others, who changed routes, because of what, and who says so?
category: routes
breaks when: {property: type}
columns:
- {name: from, doc: "what was given up, or who changed routes"}
- {name: from_key, doc: its key}
- {name: type, doc: "DISPLACES_TO; PERFORMS or USES where the text says only that someone changes routes or takes another one; ABOUT where it says only that ways change"}
- {name: to, doc: "for what, or what was done; null where the text gives none"}
- {name: to_key, doc: its key}
- {name: text, doc: the statement}
- {name: causes, doc: "events, conditions or measures that caused it, as maps: name, key"}
- {name: conditions, doc: "under which conditions, as maps: name, key"}
- {name: since, doc: "when, where the text gives it"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT|ABOUT]->(a)
WHERE c.type IN ['DISPLACES_TO', 'PERFORMS', 'USES'] OR c.type = 'ABOUT' AND a:Route
OPTIONAL MATCH (c)-[:OBJECT]->(b)
WITH c, a, b
WHERE c.type = 'DISPLACES_TO' OR EXISTS { (b)-[:SUBTYPE_OF*0..1]->(:Task {key: 'task:change-routes'}) }
  // A route taken or named because of something is one that people changed to or from.
  OR (a:Route OR b:Route) AND EXISTS { (c)-[:BECAUSE_OF]->() }
RETURN a.name AS from, a.key AS from_key, c.type AS type, b.name AS to, b.key AS to_key, c.text AS text,
  COLLECT { MATCH (c)-[:BECAUSE_OF]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS causes,
  COLLECT { MATCH (c)-[:UNDER]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS conditions,
  c.from AS since, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY CASE c.type WHEN 'DISPLACES_TO' THEN 0 ELSE 1 END, type, from, to, claim
