/*
title: Conditions of a method
question: On which conditions does this method work, and what furthers or hinders it?
category: conditions
parameters:
- {name: method, type: text, default: "", example: "method:loan-for-journey", labels: [Method], doc: key of a method; empty for all}
breaks when: {relationship: UNDER}
columns:
- {name: method, doc: name of the method}
- {name: method_key, doc: its key}
- {name: condition, doc: "what feeds or hinders it: a condition, process, event, resource, actor or whatever the text names"}
- {name: condition_key, doc: its key}
- {name: label, doc: its label}
- {name: how, doc: "enables, drives or raises the risk of it; hinders it; it is required or depended on; under or because of, where it is named as a circumstance of a statement"}
- {name: feeds, doc: "what the statement says is done by the method; the method itself"}
- {name: feeds_key, doc: its key}
- {name: text, doc: the statement}
- {name: in, doc: names of where}
- {name: among, doc: names of whom it holds for}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: against, doc: who disputes or qualifies it}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: "key of the claim"}
*/
MATCH (method:Method)
WHERE $method = '' OR method.key = $method
CALL {
  WITH method
  MATCH (c:Claim)-[:OBJECT]->(method), (c)-[:SUBJECT]->(x)
  WHERE c.type IN ['FURTHERS', 'HINDERS']
  RETURN x, method AS on, c, coalesce(c.how, 'hinders') AS how
  UNION
  WITH method
  MATCH (c:Claim)-[:SUBJECT]->(method), (c)-[:OBJECT]->(x)
  WHERE c.type IN ['REQUIRES', 'DEPENDS_ON']
  RETURN x, method AS on, c, CASE c.type WHEN 'REQUIRES' THEN 'is required' ELSE 'is depended on' END AS how
  UNION
  // Circumstances of what is said of the method, or done through it.
  WITH method
  MATCH (c:Claim)-[:SUBJECT|OBJECT|THROUGH]->(method), (c)-[role:UNDER|BECAUSE_OF]->(x)
  MATCH (c)-[:SUBJECT|OBJECT]->(on) WHERE on <> method AND (EXISTS { (c)-[:OBJECT]->(on) } OR EXISTS { (c)-[:OBJECT]->(method) })
  RETURN x, on, c, CASE type(role) WHEN 'UNDER' THEN 'under' ELSE 'because of' END AS how
}
RETURN method.name AS method, method.key AS method_key, x.name AS condition, x.key AS condition_key, CASE WHEN x:Exploitation THEN 'Exploitation' ELSE labels(x)[0] END AS label, how,
  on.name AS feeds, on.key AS feeds_key,
  c.text AS text,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (c)-[:AMONG]->(x) RETURN x.name AS name ORDER BY name } AS among,
  c.mode AS mode, c.polarity AS polarity, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS against,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY method, condition, feeds, how, claim
