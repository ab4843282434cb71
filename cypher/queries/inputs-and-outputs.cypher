/*
title: Inputs and outputs
question: What goes into each stage, task and process, what comes out of it, and of which kind is it?
category: business
parameters:
- {name: of, type: text, default: "", example: "process:cyber-sex-trafficking", labels: [Stage, Task, Process, Method, ActorType], doc: "key of a stage, with all that is part of it, or of a task, process, method or actor; empty for all"}
breaks when: {relationship: OBJECT}
of: statements of what something requires or yields, or which resource it uses
columns:
- {name: of, doc: "the stage, task, process, method or actor"}
- {name: of_key, doc: its key}
- {name: of_label, doc: its label}
- {name: stages, doc: names of the stages that it belongs to or that the statement names}
- {name: direction, doc: "in where it is required, or is a resource that is used; out where it is yielded"}
- {name: thing, doc: what goes in or comes out}
- {name: thing_key, doc: its key}
- {name: label, doc: "its label: Resource, Method, Condition, Outcome and so on"}
- {name: kind, doc: "kind of a resource (money, goods, document, information, labour, service, power, people), an outcome (harm, benefit, mixed), a task or a setting; else null"}
- {name: type, doc: "REQUIRES, USES or YIELDS"}
- {name: text, doc: the statement}
- {name: in, doc: names of where}
- {name: polarity, doc: "positive, or negative where the statement is that it is not so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: "who says so; a document that speaks for itself by author and year"}
- {name: documents, doc: documents with evidence on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE (c.type IN ['REQUIRES', 'YIELDS'] OR c.type = 'USES' AND b:Resource)
  AND NOT (a:Lever OR a:Programme OR a:Organisation) AND coalesce(c.mode, 'is') = 'is'
  AND ($of = '' OR a.key = $of OR EXISTS { (a)-[:PART_OF]->(:Stage {key: $of}) } OR EXISTS { (c)-[:IN|WITHIN]->(:Stage {key: $of}) })
RETURN a.name AS of, a.key AS of_key, labels(a)[0] AS of_label,
  COLLECT { MATCH (s:Stage) WHERE s = a OR EXISTS { (a)-[:PART_OF]->(s) } OR EXISTS { (c)-[:IN|WITHIN]->(s) } RETURN s.name ORDER BY s.order } AS stages,
  CASE c.type WHEN 'YIELDS' THEN 'out' ELSE 'in' END AS direction, b.name AS thing, b.key AS thing_key,
  CASE WHEN b:Exploitation THEN 'Exploitation' ELSE labels(b)[0] END AS label, CASE WHEN b:Exploitation THEN 'harm' ELSE b.kind END AS kind,
  c.type AS type, c.text AS text,
  COLLECT { MATCH (c)-[:IN]->(x) WHERE NOT x:Stage RETURN x.name AS name ORDER BY name } AS in, c.polarity AS polarity, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short AS document ORDER BY document } AS documents, c.key AS claim
ORDER BY of, direction, type, thing, claim

// denominator
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE (c.type IN ['REQUIRES', 'YIELDS'] OR c.type = 'USES' AND b:Resource)
  AND NOT (a:Lever OR a:Programme OR a:Organisation) AND coalesce(c.mode, 'is') = 'is'
RETURN count(c) AS count
