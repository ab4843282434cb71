/*
title: Conditions of an outcome
question: What makes this harm, benefit or form of exploitation possible, likelier or less likely?
category: conditions
parameters:
- {name: outcome, type: text, default: "", example: "exploitation:exploitation", labels: [Outcome, Exploitation], doc: "key of an outcome or a form of exploitation, with its kinds; empty for all"}
breaks when: {relationship: SUBJECT}
columns:
- {name: outcome, doc: name of the outcome or the form of exploitation}
- {name: outcome_key, doc: its key}
- {name: condition, doc: "what feeds or hinders it: a condition, process, event, resource, actor or whatever the text names"}
- {name: condition_key, doc: its key}
- {name: label, doc: its label}
- {name: how, doc: "enables, drives or raises the risk of it; hinders it; it is required or depended on; under, through or because of, where it is named as a circumstance of a statement; yields it, of what has it as its result"}
- {name: feeds, doc: "who bears or gains it, or what has it as its result, where the condition is a circumstance of that; else the outcome itself"}
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
MATCH (outcome:Outcome)
WHERE $outcome = '' OR EXISTS { (outcome)-[:SUBTYPE_OF*0..3]->({key: $outcome}) }
CALL {
  WITH outcome
  MATCH (c:Claim)-[:OBJECT]->(outcome), (c)-[:SUBJECT]->(x)
  WHERE c.type IN ['FURTHERS', 'HINDERS', 'YIELDS']
  RETURN x, outcome AS on, c, CASE c.type WHEN 'FURTHERS' THEN c.how WHEN 'HINDERS' THEN 'hinders' ELSE 'yields' END AS how
  UNION
  WITH outcome
  MATCH (c:Claim)-[:SUBJECT]->(outcome), (c)-[:OBJECT]->(x)
  WHERE c.type IN ['REQUIRES', 'DEPENDS_ON']
  RETURN x, outcome AS on, c, CASE c.type WHEN 'REQUIRES' THEN 'is required' ELSE 'is depended on' END AS how
  UNION
  // Circumstances of who bears, gains or causes it.
  WITH outcome
  MATCH (c:Claim)-[:OBJECT]->(outcome), (c)-[:SUBJECT]->(on), (c)-[role:UNDER|BECAUSE_OF|THROUGH]->(x)
  RETURN x, on, c, CASE type(role) WHEN 'UNDER' THEN 'under' WHEN 'THROUGH' THEN 'through' ELSE 'because of' END AS how
}
RETURN outcome.name AS outcome, outcome.key AS outcome_key, x.name AS condition, x.key AS condition_key, CASE WHEN x:Exploitation THEN 'Exploitation' ELSE labels(x)[0] END AS label, how,
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
ORDER BY outcome, condition, feeds, how, claim
