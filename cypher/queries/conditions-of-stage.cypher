/*
title: Conditions of a stage
question: What makes the work of this stage possible, likelier or harder?
category: conditions
parameters:
- {name: stage, type: text, default: "", example: "stage:recruitment", labels: [Stage], doc: key of a stage; empty for all}
breaks when: {relationship: PART_OF}
columns:
- {name: order, doc: place of the stage in the sequence}
- {name: stage, doc: name of the stage}
- {name: stage_key, doc: its key}
- {name: condition, doc: "what feeds or hinders it: a condition, process, event, resource, actor or whatever the text names"}
- {name: condition_key, doc: its key}
- {name: label, doc: its label}
- {name: how, doc: "enables, drives or raises the risk of it; hinders it; it is required or depended on; under or because of, where it is named as a circumstance of a statement; used by a task; part of the stage, by our arrangement"}
- {name: feeds, doc: "the task of the stage; the stage itself, or what the statement says happens at it"}
- {name: feeds_key, doc: its key}
- {name: text, doc: the statement}
- {name: in, doc: names of where}
- {name: among, doc: names of whom it holds for}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported; frame where it is only our arrangement"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: against, doc: who disputes or qualifies it}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: "key of the claim; null where it is only our arrangement"}
*/
MATCH (stage:Stage)
WHERE $stage = '' OR stage.key = $stage
CALL {
  // What bears on a task of the stage, on the stage, or on anything at the stage.
  WITH stage
  MATCH (c:Claim)-[:SUBJECT]->(x), (c)-[:OBJECT]->(on)
  WHERE c.type IN ['FURTHERS', 'HINDERS'] AND (on = stage OR EXISTS { (on:Task)-[:PART_OF]->(stage) } OR EXISTS { (c)-[:IN|WITHIN]->(stage) })
  RETURN x, on, c, coalesce(c.how, 'hinders') AS how
  UNION
  // What a task of the stage needs.
  WITH stage
  MATCH (c:Claim)-[:SUBJECT]->(on), (c)-[:OBJECT]->(x)
  WHERE (c.type IN ['REQUIRES', 'DEPENDS_ON'] OR c.type = 'USES' AND x:Condition)
    AND (on = stage OR EXISTS { (on:Task)-[:PART_OF]->(stage) } OR EXISTS { (c)-[:FOR]->(:Task)-[:PART_OF]->(stage) }
      OR c.type <> 'USES' AND EXISTS { (c)-[:IN|WITHIN]->(stage) })
  RETURN x, on, c, CASE c.type WHEN 'USES' THEN 'is used' WHEN 'REQUIRES' THEN 'is required' ELSE 'is depended on' END AS how
  UNION
  // Circumstances of what is said of a task of the stage.
  WITH stage
  MATCH (c:Claim)-[:SUBJECT|OBJECT]->(on:Task)-[:PART_OF]->(stage)
  MATCH (c)-[role:UNDER|BECAUSE_OF]->(x)
  RETURN x, on, c, CASE type(role) WHEN 'UNDER' THEN 'under' ELSE 'because of' END AS how
  UNION
  WITH stage
  MATCH (x:Condition)-[:PART_OF]->(stage)
  RETURN x, stage AS on, null AS c, 'part of the stage' AS how
}
RETURN stage.order AS order, stage.name AS stage, stage.key AS stage_key, x.name AS condition, x.key AS condition_key, CASE WHEN x:Exploitation THEN 'Exploitation' ELSE labels(x)[0] END AS label, how,
  on.name AS feeds, on.key AS feeds_key,
  c.text AS text,
  COLLECT { MATCH (c)-[:IN]->(x) RETURN x.name AS name ORDER BY name } AS in,
  COLLECT { MATCH (c)-[:AMONG]->(x) RETURN x.name AS name ORDER BY name } AS among,
  c.mode AS mode, c.polarity AS polarity, coalesce(c.standing, 'frame') AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies']
    RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS against,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY order, condition, feeds, how, claim
