/*
title: Instruments, what they oblige to and whom
question: To which levers does each law or treaty bind whom, who says so, and what else is said of it?
category: levers
breaks when: {property: kind, rows: change}
columns:
- {name: instrument, doc: name of the instrument}
- {name: key, doc: its key}
- {name: kind, doc: "treaty, article, law, agreement or report"}
- {name: since, doc: year of adoption as the documents give it}
- {name: part_of, doc: what it belongs to}
- {name: binds, doc: "list of maps: whom, to, standing, claim"}
- {name: statements, doc: how many claims have it as an end}
*/
MATCH (i:Instrument)
OPTIONAL MATCH (i)-[:PART_OF]->(whole)
WITH i, whole ORDER BY whole.name
WITH i, collect(DISTINCT whole.name) AS part_of
OPTIONAL MATCH (i)<-[:SUBJECT]-(c:Claim {type: 'BINDS'})-[:OBJECT]->(lever)
OPTIONAL MATCH (c)-[:BY]->(body)
WITH i, part_of, c, lever, body ORDER BY body.name
WITH i, part_of, c, lever, collect(body.name) AS whom ORDER BY lever.name
WITH i, part_of, collect(CASE WHEN c IS NULL THEN null ELSE {whom: whom, to: lever.name, standing: c.standing, claim: c.key} END) AS binds
RETURN i.name AS instrument, i.key AS key, i.kind AS kind, i.since AS since, part_of, binds, COUNT { (i)<--(:Claim) } AS statements
ORDER BY instrument
