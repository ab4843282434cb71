/*
title: Programmes and their status
question: Which measures are in force, tried, under way or only proposed, since when, where, by whom, and which levers do they put into practice?
category: levers
parameters:
- {name: status, type: text, default: "", example: in force, values: [in force, tried, under way, proposed, ended, unknown], doc: "at the time of the document; empty for all"}
breaks when: {property: status}
of: programmes in the graph
columns:
- {name: programme, doc: name of the programme}
- {name: key, doc: its key}
- {name: status, doc: at the time of the document}
- {name: since, doc: when it began}
- {name: implements, doc: "list of maps: lever, key, mode, standing, claim; levers, laws or treaties that it puts into practice"}
- {name: by, doc: "list of maps: body, key, standing, claim; who runs it or makes it"}
- {name: places, doc: where it is said to run}
- {name: statements, doc: "list of maps: claim, text, standing; all that is said of it"}
- {name: documents, doc: where something is said of it}
*/
MATCH (p:Programme)
WHERE $status = '' OR p.status = $status
RETURN p.name AS programme, p.key AS key, p.status AS status, p.since AS since,
  COLLECT { MATCH (p)<-[:SUBJECT]-(c:Claim {type: 'IMPLEMENTS'})-[:OBJECT]->(lever)
    RETURN {lever: lever.name, key: lever.key, mode: c.mode, standing: c.standing, claim: c.key} ORDER BY lever.name, c.key } AS implements,
  COLLECT { MATCH (c:Claim)-[:SUBJECT|OBJECT]->(p), (c)-[end:SUBJECT|BY]->(body)
    WHERE c.type = 'PERFORMS' AND type(end) = 'SUBJECT' OR c.type = 'IMPLEMENTS' AND type(end) = 'BY'
    RETURN {body: body.name, key: body.key, standing: c.standing, claim: c.key} ORDER BY body.name, c.key } AS by,
  COLLECT { MATCH (p)<-[:SUBJECT|OBJECT]-(c:Claim)-[:IN]->(place) WHERE c.type IN ['IMPLEMENTS', 'PERFORMS'] RETURN DISTINCT place.name AS name ORDER BY name } AS places,
  COLLECT { MATCH (c:Claim)-->(p) WITH DISTINCT c ORDER BY c.key RETURN {claim: c.key, text: c.text, standing: c.standing} } AS statements,
  COLLECT { MATCH (c:Claim)-->(p), (d:Document) WHERE d.key IN c.documents RETURN DISTINCT d.short AS short ORDER BY short } AS documents
ORDER BY programme

// denominator
MATCH (p:Programme) RETURN count(p) AS count
