/*
title: Programmes and their status
question: Which measures are in force, tried, under way or only proposed, since when, where, by whom, and which levers do they put into practice?
category: levers
parameters:
- {name: status, type: text, default: "", example: proposed, doc: "in force, tried, under way, proposed, ended or unknown; empty for all"}
breaks when: {property: status, rows: change}
columns:
- {name: programme, doc: name of the programme}
- {name: key, doc: its key}
- {name: status, doc: at the time of the document}
- {name: since, doc: when it began}
- {name: implements, doc: levers that it puts into practice}
- {name: by, doc: who runs it}
- {name: statements, doc: "list of maps: claim, text, standing; all that is said of it"}
*/
MATCH (p:Programme)
WHERE $status = '' OR p.status = $status
OPTIONAL MATCH (p)<-[:SUBJECT]-(:Claim {type: 'IMPLEMENTS'})-[:OBJECT]->(lever)
WITH p, lever ORDER BY lever.name
WITH p, collect(DISTINCT lever.name) AS implements
OPTIONAL MATCH (body)<-[:SUBJECT]-(:Claim {type: 'PERFORMS'})-[:OBJECT]->(p)
WITH p, implements, body ORDER BY body.name
WITH p, implements, collect(DISTINCT body.name) AS by
OPTIONAL MATCH (c:Claim)-->(p)
WITH DISTINCT p, implements, by, c ORDER BY c.key
RETURN p.name AS programme, p.key AS key, p.status AS status, p.since AS since, implements, by,
  collect(CASE WHEN c IS NULL THEN null ELSE {claim: c.key, text: c.text, standing: c.standing} END) AS statements
ORDER BY programme
