/*
title: The picture of some nodes and claims
question: How are these nodes joined to each other, and what do these claims join?
category: graph
parameters:
- {name: keys, type: list, example: ["actor:broker", "actor:migrant-worker", "claim:loans-turn-smuggled-into-trafficked"], doc: keys of nodes and claims}
breaks when: {property: key, rows: change}
columns:
- {name: nodes, doc: "list of maps: key, label, name"}
- {name: relationships, doc: "list of maps: from, to, type, standing, claim; standing is reported where a document only reports the claim"}
*/
OPTIONAL MATCH (n) WHERE n.key IN $keys AND NOT (n:Claim OR n:Evidence OR n:Passage)
WITH collect(DISTINCT n) AS given
OPTIONAL MATCH (c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(m) WHERE c.key IN $keys
WITH given, collect(DISTINCT m) AS ends
WITH given + ends AS found
UNWIND CASE WHEN size(found) = 0 THEN [null] ELSE found END AS n
WITH DISTINCT n ORDER BY n.key
WITH collect(n) AS nodes
OPTIONAL MATCH (a)-[r]->(b) WHERE a IN nodes AND b IN nodes AND (r.claim IS NOT NULL OR r.basis = 'frame')
WITH nodes, a, r, b ORDER BY a.key, type(r), b.key, r.claim
WITH nodes, collect(CASE WHEN r IS NULL THEN null ELSE {from: a.key, to: b.key, type: type(r), standing: coalesce(r.standing, 'frame'), claim: r.claim} END) AS plain
OPTIONAL MATCH (a)<-[:SUBJECT]-(c:Claim {standing: 'reported'})-[:OBJECT]->(b) WHERE a IN nodes AND b IN nodes
WITH nodes, plain, a, c, b ORDER BY c.key
WITH nodes, plain, collect(CASE WHEN c IS NULL THEN null ELSE {from: a.key, to: b.key, type: c.type, standing: 'reported', claim: c.key} END) AS reported
RETURN [n IN nodes | {key: n.key, label: CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END, name: n.name}] AS nodes, plain + reported AS relationships
