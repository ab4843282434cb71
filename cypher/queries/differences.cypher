/*
title: What divides two processes
question: "In which respects do the documents say that these two differ or one exceeds the other, and which elements do the definitions of the one have that those of the other lack?"
category: terms
parameters:
- {name: a, type: text, default: "process:smuggling", example: "process:smuggling", labels: [Any], doc: key of the one}
- {name: b, type: text, default: "process:trafficking", example: "process:trafficking", labels: [Any], doc: key of the other}
breaks when: {relationship: HAS_ELEMENT, rows: change}
columns:
- {name: kind, doc: "DIFFERS or MORE_THAN where it is a statement; act, means, process or purpose where it is an element of definitions"}
- {name: what, doc: "in which respect, or name of the element"}
- {name: what_key, doc: key of the element; empty for a statement}
- {name: text, doc: the statement}
- {name: in_a, doc: definitions of the one that have the element}
- {name: in_b, doc: definitions of the other that have it}
- {name: polarity, doc: "positive, or negative: they do not differ in it"}
- {name: standing, doc: "of the statement or of the definitions: asserted, disputed or reported"}
- {name: voices, doc: "who says so, or whose definitions they are"}
- {name: opponents, doc: who disputes or qualifies it}
- {name: documents, doc: where it stands}
- {name: keys, doc: keys of the claim or the definitions that it rests on}
*/
MATCH (c:Claim)-[:SUBJECT]->(one), (c)-[:OBJECT]->(other)
WHERE c.type IN ['DIFFERS', 'MORE_THAN'] AND (one.key = $a AND other.key = $b OR one.key = $b AND other.key = $a)
RETURN c.type AS kind, c.dimension AS what, null AS what_key, c.text AS text, [] AS in_a, [] AS in_b, c.polarity AS polarity, [c.standing] AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, [c.key] AS keys
ORDER BY kind, what, keys
UNION ALL
MATCH (p)<-[:OF]-(d:Definition)-[has:HAS_ELEMENT]->(x)
WHERE p.key IN [$a, $b]
WITH has.kind AS kind, x, p, d ORDER BY d.name, d.key
WITH kind, x, collect(DISTINCT p.key) AS sides, collect(CASE WHEN p.key = $a THEN d.name END) AS in_a, collect(CASE WHEN p.key = $b THEN d.name END) AS in_b, collect(d) AS given
WHERE size(sides) = 1
RETURN kind, x.name AS what, x.key AS what_key, null AS text, in_a, in_b, null AS polarity,
  COLLECT { UNWIND given AS d RETURN DISTINCT d.standing AS standing ORDER BY standing } AS standing,
  COLLECT { UNWIND given AS d MATCH (d)-[:BY_SOURCE]->(s) RETURN DISTINCT coalesce(s.short, s.name) AS voice ORDER BY voice } AS voices, [] AS opponents,
  COLLECT { UNWIND given AS d MATCH (w:Document) WHERE w.key IN d.documents RETURN DISTINCT w.short AS short ORDER BY short } AS documents,
  COLLECT { UNWIND given AS d RETURN DISTINCT d.key AS key ORDER BY key } AS keys
ORDER BY kind, what, what_key
