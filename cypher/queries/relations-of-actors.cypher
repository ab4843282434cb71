/*
title: Cooperation, competition and control
question: Who works with whom, who against whom, and who has power over whom or what?
category: actors
parameters:
- {name: actor, type: text, default: "", example: "actor:smuggling-network", labels: [ActorType, Organisation, Person], doc: "key of an actor at either end, with its kinds; empty for all"}
breaks when: {relationship: SUBJECT}
of: statements of cooperation, competition and control
columns:
- {name: relation, doc: "cooperation, competition or control"}
- {name: from, doc: "who cooperates, competes or controls"}
- {name: from_key, doc: its key}
- {name: to, doc: "with whom, against whom, over whom or what"}
- {name: to_key, doc: its key}
- {name: text, doc: the statement}
- {name: for, doc: names of what it is about or sought by it}
- {name: through, doc: names of how}
- {name: because_of, doc: names of what caused it}
- {name: in, doc: names of where}
- {name: examples, doc: "events that illustrate it, as maps: name, key"}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE c.type IN ['COOPERATES_WITH', 'COMPETES_WITH', 'CONTROLS']
  AND ($actor = '' OR EXISTS { (a)-[:SUBTYPE_OF*0..3]->({key: $actor}) } OR EXISTS { (b)-[:SUBTYPE_OF*0..3]->({key: $actor}) })
RETURN CASE c.type WHEN 'COOPERATES_WITH' THEN 'cooperation' WHEN 'COMPETES_WITH' THEN 'competition' ELSE 'control' END AS relation,
  a.name AS from, a.key AS from_key, b.name AS to, b.key AS to_key, c.text AS text,
  COLLECT { MATCH (c)-[:FOR]->(x) RETURN x.name AS name ORDER BY name } AS for,
  COLLECT { MATCH (c)-[:THROUGH|UNDER]->(x) RETURN x.name AS name ORDER BY name } AS through,
  COLLECT { MATCH (c)-[:BECAUSE_OF]->(x) RETURN x.name AS name ORDER BY name } AS because_of,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (e:Event)-[:ILLUSTRATES]->(c) RETURN {name: e.name, key: e.key} ORDER BY e.name } AS examples,
  c.mode AS mode, c.polarity AS polarity, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY relation, from, to, claim

// denominator
MATCH (c:Claim)
WHERE c.type IN ['COOPERATES_WITH', 'COMPETES_WITH', 'CONTROLS']
RETURN count(c) AS count
