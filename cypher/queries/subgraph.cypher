/*
title: The picture of some nodes and claims
question: How are these nodes joined to each other, and what do these claims join?
category: graph
parameters:
- {name: keys, type: list, example: ["actor:broker", "actor:migrant-worker", "claim:loans-turn-smuggled-into-trafficked"], doc: keys of nodes and claims}
breaks when: {property: key, rows: change}
columns:
- {name: nodes, doc: "list of maps: key, label, name; the nodes, and the ends of the claims"}
- {name: relationships, doc: "list of maps: from, to, type, standing, claim; standing is reported where a document only reports the claim, frame where it is our arrangement, or a user's without a claim; claim is null for these and for the ties of figures, definitions and events, which have the standing of these. Claims that something is not so, ought to be, will or would be are not drawn"}
*/
OPTIONAL MATCH (n) WHERE n.key IN $keys AND NOT (n:Claim OR n:Evidence OR n:Passage)
WITH collect(DISTINCT n) AS given
OPTIONAL MATCH (c:Claim)-[:SUBJECT|OBJECT|ABOUT]->(m) WHERE c.key IN $keys
WITH given, collect(DISTINCT m) AS ends
WITH given + ends AS found
UNWIND CASE WHEN size(found) = 0 THEN [null] ELSE found END AS n
WITH DISTINCT n ORDER BY n.key
WITH collect(n) AS nodes
UNWIND CASE WHEN size(nodes) = 0 THEN [null] ELSE nodes END AS a
OPTIONAL MATCH (a)-[r]->(b) WHERE b IN nodes AND (r.claim IS NOT NULL OR r.basis IS NOT NULL OR coalesce(r.release, r.layer) IS NOT NULL AND (a:Statistic OR a:Definition OR a:Event))
WITH nodes, a, r, b ORDER BY a.key, type(r), b.key, r.claim
WITH nodes, collect(CASE WHEN r IS NULL THEN null ELSE {from: a.key, to: b.key, type: type(r), standing: CASE WHEN r.basis IS NOT NULL THEN 'frame' ELSE coalesce(r.standing, a.standing) END, claim: r.claim} END) AS plain
UNWIND CASE WHEN size(nodes) = 0 THEN [null] ELSE nodes END AS a
OPTIONAL MATCH (a)<-[:SUBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:OBJECT]->(b) WHERE b IN nodes AND coalesce(c.mode, 'is') = 'is'
WITH nodes, plain, a, c, b ORDER BY c.key
WITH nodes, plain, collect(CASE WHEN c IS NULL THEN null ELSE {from: a.key, to: b.key, type: c.type, standing: 'reported', claim: c.key} END) AS reported
RETURN [n IN nodes | {key: n.key, label: CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END, name: n.name}] AS nodes, plain + reported AS relationships
