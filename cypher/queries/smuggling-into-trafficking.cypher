/*
title: When smuggling turns into trafficking
question: Under which conditions and by which ways does smuggling become trafficking, or a migrant a trafficked person; what raises the risk of it, and on which figures?
category: change
parameters:
- {name: type, type: text, default: "", example: "", values: [BECOMES, FURTHERS, ABOUT], doc: "only what turns (BECOMES), what makes it likelier (FURTHERS), or how the two meet (ABOUT); empty for all"}
breaks when: {property: type}
columns:
- {name: from, doc: "what turns, or what raises the risk"}
- {name: from_key, doc: its key}
- {name: type, doc: "BECOMES; FURTHERS where the text says that it makes being trafficked likelier, speeds up the turn, or blurs the line; ABOUT where it says how smuggling and trafficking meet"}
- {name: to, doc: into what}
- {name: to_key, doc: its key}
- {name: text, doc: the statement}
- {name: conditions, doc: "under which, as maps: name, key"}
- {name: causes, doc: "because of what, as maps: name, key"}
- {name: ways, doc: "through which, as maps: name, key"}
- {name: by, doc: names of who does it}
- {name: among, doc: names of whom it happens to}
- {name: in, doc: "where, or at which stage"}
- {name: figures, doc: "figures on it, as maps: key, measures, low, high, words, unit"}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: opponents, doc: who disputes or qualifies it}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT|ABOUT]->(a)
WHERE $type IN ['', c.type] AND (c.type IN ['BECOMES', 'FURTHERS'] OR c.type = 'ABOUT' AND a.key = 'process:smuggling')
MATCH (c)-[:OBJECT|ABOUT]->(b)
WHERE c.type = 'BECOMES' AND EXISTS { (b)-[:SUBTYPE_OF*0..3]->(x) WHERE x.key IN ['process:trafficking', 'actor:trafficked-person'] }
  OR c.type = 'FURTHERS' AND b.key IN ['exploitation:trafficking-outcome', 'condition:blurred-distinction']
  // Of the statements on trafficking, those of the topic how one process becomes the other.
  OR c.type IN ['FURTHERS', 'ABOUT'] AND b.key = 'process:trafficking' AND c.topic = 'becoming'
RETURN a.name AS from, a.key AS from_key, c.type AS type, b.name AS to, b.key AS to_key, c.text AS text,
  COLLECT { MATCH (c)-[:UNDER]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS conditions,
  COLLECT { MATCH (c)-[:BECAUSE_OF]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS causes,
  COLLECT { MATCH (c)-[:THROUGH]->(x) RETURN {name: x.name, key: x.key} ORDER BY x.name } AS ways,
  COLLECT { MATCH (c)-[:BY]->(x) RETURN x.name AS name ORDER BY name } AS by,
  COLLECT { MATCH (c)-[:AMONG]->(x) RETURN x.name AS name ORDER BY name } AS among,
  COLLECT { MATCH (c)-[:IN|ABOUT]->(x) WHERE x:Place OR x:Stage OR x:Setting OR x:Route RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (s:Statistic)-[:QUANTIFIES]->(c) RETURN s {.key, .measures, .low, .high, .words, .unit} ORDER BY s.key } AS figures,
  c.mode AS mode, c.polarity AS polarity, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY CASE c.type WHEN 'BECOMES' THEN 0 WHEN 'FURTHERS' THEN 1 ELSE 2 END, from, to, claim
