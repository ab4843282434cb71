/*
title: What nodes expand to
question: To which other nodes is each of these joined, by this type and in this direction, the best borne out first?
category: graph
parameters:
- {name: keys, type: list, example: ["actor:broker", "process:smuggling"], doc: "keys of nodes that can be drawn; claims, evidence and passages stand on relationships and have no row"}
- {name: by, type: list, default: [], example: [ANY, FURTHERS], doc: "for each of the keys, in their order, the type of the relationships; ANY for all, as where it is missing"}
- {name: directions, type: list, default: [], example: [out, in], values: [out, in, both], doc: "for each of the keys: out, from the node; in, to it; both, as where it is missing"}
- {name: limit, type: integer, default: 50, example: 5, min: 1, max: 1000, doc: how many nodes at most that each expands to}
breaks when: {property: key}
columns:
- {name: place, doc: "which of the keys it is, from 0: one may stand there twice, with other types"}
- {name: key, doc: of the node}
- {name: nodes, doc: "list of maps: key, label, and type and direction of the best borne out relationship that joins it; by its standing and the voices for it, then by type and key"}
*/
MATCH (n) WHERE n.key IN $keys AND NOT n:Claim|Evidence|Passage|Release
OPTIONAL MATCH (n)-[r]-(m) WHERE m <> n AND coalesce(r.release, r.layer) IS NOT NULL AND NOT m:Claim|Evidence|Passage|Release
WITH n, collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), direction: CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END, other: m,
  standing: CASE WHEN r.basis IS NOT NULL THEN 'frame' ELSE coalesce(r.standing, startNode(r).standing, 'frame') END, for: coalesce(r.for, startNode(r).for, 0)} END) AS plain
OPTIONAL MATCH (n)<-[end:SUBJECT|OBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:SUBJECT|OBJECT]->(m)
WHERE coalesce(c.mode, 'is') = 'is' AND m <> n
WITH n, plain, collect(CASE WHEN c IS NULL THEN null ELSE {type: c.type, direction: CASE type(end) WHEN 'SUBJECT' THEN 'out' ELSE 'in' END, other: m,
  standing: 'reported', for: c.for} END) AS reported
WITH n, plain + reported AS ties
UNWIND [i IN range(0, size($keys) - 1) WHERE $keys[i] = n.key] AS place
UNWIND [tie IN ties WHERE coalesce($by[place], 'ANY') IN ['ANY', tie.type] AND coalesce($directions[place], 'both') IN ['both', tie.direction]] AS tie
WITH place, n, tie, CASE tie.standing WHEN 'asserted' THEN 0 WHEN 'disputed' THEN 1 WHEN 'reported' THEN 2 ELSE 3 END AS rank
ORDER BY rank, tie.for DESC, tie.type, tie.direction
WITH place, n, tie.other AS m, collect({type: tie.type, direction: tie.direction, rank: rank, for: tie.for})[0] AS best
ORDER BY best.rank, best.for DESC, best.type, m.key
WITH place, n, collect({key: m.key, label: CASE WHEN m:Exploitation THEN 'Exploitation' WHEN m:Document THEN 'Document' ELSE labels(m)[0] END,
  type: best.type, direction: best.direction})[..$limit] AS nodes
RETURN place, n.key AS key, nodes
ORDER BY place
