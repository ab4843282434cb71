/*
title: What a node is joined by
question: By how many relationships of which type, each way, is this node joined to others?
category: graph
parameters:
- {name: key, type: text, example: "actor:smuggling-network", labels: [Any], doc: key of the node}
breaks when: {property: key}
columns:
- {name: type, doc: of the relationships}
- {name: direction, doc: "out: from the node; in: to it"}
- {name: total, doc: "how many: those of asserted and disputed claims, those of claims that are only reported, our frame, and the ties of records (claims, evidence, passages, figures, definitions, events, works). Claims themselves are no neighbours of what they join, other than of claims; the query node lists them"}
*/
MATCH (n {key: $key})
OPTIONAL MATCH (n)-[r]-(m) WHERE coalesce(r.release, r.layer) IS NOT NULL AND (n:Claim OR NOT m:Claim OR startNode(r) = n)
WITH n, collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), direction: CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END} END) AS plain
OPTIONAL MATCH (n)<-[end:SUBJECT|OBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:SUBJECT|OBJECT]->(m)
WHERE coalesce(c.mode, 'is') = 'is' AND (type(end) = 'SUBJECT' OR m <> n)
WITH plain, collect(CASE WHEN c IS NULL THEN null ELSE {type: c.type, direction: CASE type(end) WHEN 'SUBJECT' THEN 'out' ELSE 'in' END} END) AS reported
UNWIND plain + reported AS tie
RETURN tie.type AS type, tie.direction AS direction, count(*) AS total
ORDER BY total DESC, type, direction
