/*
title: Statements that contradict each other
question: Which pairs of statements cannot both be true, who makes each, and who disputes it?
category: disagreement
parameters:
- {name: about, type: text, default: "", example: "lever:tighter-border-control", labels: [Any], doc: key of a node that one of the two has as an end; empty for all}
breaks when: {relationship: CONTRADICTS}
of: statements that somebody disputes or qualifies, or that another one contradicts
columns:
- {name: text, doc: the one statement}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who makes it}
- {name: opponents, doc: who disputes or qualifies it}
- {name: claim, doc: its key}
- {name: other_text, doc: the other statement}
- {name: other_standing, doc: "asserted, disputed or reported"}
- {name: other_voices, doc: who makes it}
- {name: other_opponents, doc: who disputes or qualifies it}
- {name: other_claim, doc: its key}
- {name: documents, doc: where either is spoken of}
*/
MATCH (a:Claim)-[:CONTRADICTS]-(b:Claim)
WHERE a.key < b.key AND ($about = '' OR EXISTS { (a)-->({key: $about}) } OR EXISTS { (b)-->({key: $about}) })
WITH DISTINCT a, b
RETURN a.text AS text, a.standing AS standing,
  COLLECT { MATCH (a)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (a)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  a.key AS claim, b.text AS other_text, b.standing AS other_standing,
  COLLECT { MATCH (b)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS other_voices,
  COLLECT { MATCH (b)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS other_opponents,
  b.key AS other_claim,
  COLLECT { MATCH (d:Document) WHERE d.key IN a.documents + b.documents RETURN d.short ORDER BY d.short } AS documents
ORDER BY claim, other_claim

// denominator
MATCH (c:Claim)
WHERE EXISTS { (c)-[:CONTRADICTS]-() } OR EXISTS { (c)<-[:BEARS_ON]-(e:Evidence) WHERE e.stance IN ['disputes', 'qualifies'] }
RETURN count(c) AS count
