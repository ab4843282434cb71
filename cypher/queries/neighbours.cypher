/*
title: The neighbours of a node
question: To which nodes is this one joined, by what, which way, and how well is it borne out?
category: graph
parameters:
- {name: key, type: text, example: "process:trafficking", labels: [Any], doc: key of the node}
- {name: type, type: text, default: "", example: FURTHERS, doc: "type of the relationships; empty for all"}
- {name: direction, type: text, default: "", example: in, values: [out, in], doc: "out: from the node; in: to it; empty for both"}
- {name: limit, type: integer, default: 50, example: 20, min: 1, max: 1000, doc: how many relationships at most}
breaks when: {relationship: FURTHERS}
columns:
- {name: from, doc: key of the node that the relationship leaves}
- {name: to, doc: key of the node that it leads to}
- {name: type, doc: of the relationship}
- {name: standing, doc: "asserted, disputed or reported: of the statement that it comes from or is a tie of; frame: our arrangement, what a user asserts without a claim, or the record of who says what where"}
- {name: claim, doc: "key of the claim; null where there is none"}
- {name: key, doc: of the neighbour}
- {name: label, doc: of the neighbour}
- {name: name, doc: of the neighbour}
of: relationships of the node that match
*/
MATCH (n {key: $key})
OPTIONAL MATCH (n)-[r]-(m) WHERE coalesce(r.release, r.layer) IS NOT NULL AND (n:Claim OR NOT m:Claim OR startNode(r) = n)
WITH n, r, m, startNode(r) AS a, endNode(r) AS b
WITH n, collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), direction: CASE WHEN a = n THEN 'out' ELSE 'in' END, other: m,
  claim: CASE WHEN a:Claim THEN a.key WHEN b:Claim THEN b.key ELSE r.claim END,
  standing: CASE WHEN r.basis IS NOT NULL THEN 'frame' ELSE coalesce(r.standing, a.standing, b.standing, 'frame') END, for: coalesce(r.for, a.for, b.for)} END) AS plain
OPTIONAL MATCH (n)<-[end:SUBJECT|OBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:SUBJECT|OBJECT]->(m)
WHERE coalesce(c.mode, 'is') = 'is' AND (type(end) = 'SUBJECT' OR m <> n)
WITH n, plain, collect(CASE WHEN c IS NULL THEN null ELSE {type: c.type, direction: CASE type(end) WHEN 'SUBJECT' THEN 'out' ELSE 'in' END, other: m,
  claim: c.key, standing: 'reported', for: c.for} END) AS reported
UNWIND plain + reported AS tie
WITH n, tie, tie.other AS m
WHERE $type IN ['', tie.type] AND $direction IN ['', tie.direction]
RETURN CASE tie.direction WHEN 'out' THEN n.key ELSE m.key END AS from, CASE tie.direction WHEN 'out' THEN m.key ELSE n.key END AS to,
  tie.type AS type, tie.standing AS standing, tie.claim AS claim,
  m.key AS key, CASE WHEN m:Exploitation THEN 'Exploitation' WHEN m:Document THEN 'Document' ELSE labels(m)[0] END AS label, m.name AS name
ORDER BY CASE tie.standing WHEN 'asserted' THEN 0 WHEN 'disputed' THEN 1 WHEN 'reported' THEN 2 ELSE 3 END, coalesce(tie.for, 0) DESC, type, from, to, claim
LIMIT $limit
// denominator
MATCH (n {key: $key})
OPTIONAL MATCH (n)-[r]-(m) WHERE coalesce(r.release, r.layer) IS NOT NULL AND (n:Claim OR NOT m:Claim OR startNode(r) = n)
WITH n, collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), direction: CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END} END) AS plain
OPTIONAL MATCH (n)<-[end:SUBJECT|OBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:SUBJECT|OBJECT]->(m)
WHERE coalesce(c.mode, 'is') = 'is' AND (type(end) = 'SUBJECT' OR m <> n)
WITH plain, collect(CASE WHEN c IS NULL THEN null ELSE {type: c.type, direction: CASE type(end) WHEN 'SUBJECT' THEN 'out' ELSE 'in' END} END) AS reported
RETURN size([tie IN plain + reported WHERE $type IN ['', tie.type] AND $direction IN ['', tie.direction]]) AS count
