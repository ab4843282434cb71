/*
title: Paths between two nodes
question: By which shortest chains of relationships are these two nodes joined, in either direction, other than by what sets them apart?
category: graph
parameters:
- {name: from, type: text, example: "actor:smuggler", labels: [Any], doc: key of a node}
- {name: to, type: text, example: "exploitation:domestic-servitude", labels: [Any], doc: key of another node}
- {name: max, type: integer, default: 6, example: 6, min: 1, max: 8, doc: "how many relationships a path may have at most, from 1 to 8"}
- {name: limit, type: integer, default: 10, example: 10, min: 1, max: 1000, doc: "how many paths at most: all of the shortest length first, then those that are one longer, where the shortest have 3 or fewer"}
breaks when: {property: claim}
columns:
- {name: length, doc: how many relationships the path has}
- {name: nodes, doc: "list of maps in order from the one end to the other: key, label, name"}
- {name: relationships, doc: "list of maps in the same order, each in its own direction: from, to, type, standing, claim; standing is frame and claim null where it is our arrangement"}
of: paths of the shortest length, and of one more where that is 3 or fewer
*/
MATCH (a {key: $from}), (b {key: $to})
WHERE a <> b
MATCH p = allShortestPaths((a)-[*..8]-(b))
WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS')
WITH a, b, collect(p) AS shortest
WITH a, b, shortest, length(shortest[0]) AS least, COUNT { (a)--() } <= COUNT { (b)--() } AS forth
// Longer ones are looked for only where they are wanted, one length at a time and from the end with fewer relationships:
// there are thousands between nodes that much is said of.
WITH a, shortest, least, CASE WHEN forth THEN a ELSE b END AS near, CASE WHEN forth THEN b ELSE a END AS far
CALL {
  WITH shortest
  UNWIND shortest AS p
  RETURN p
  UNION
  WITH near, far, shortest, least
  WITH near, far, shortest, least WHERE least = 1 AND least < $max AND size(shortest) < $limit
  MATCH p = (near)-[*2..2]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS')
  RETURN p
  UNION
  WITH near, far, shortest, least
  WITH near, far, shortest, least WHERE least = 2 AND least < $max AND size(shortest) < $limit
  MATCH p = (near)-[*3..3]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS')
  RETURN p
  UNION
  WITH near, far, shortest, least
  WITH near, far, shortest, least WHERE least = 3 AND least < $max AND size(shortest) < $limit
  MATCH p = (near)-[*4..4]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS')
  RETURN p
}
WITH p, CASE WHEN nodes(p)[0] = a THEN nodes(p) ELSE reverse(nodes(p)) END AS ns, CASE WHEN nodes(p)[0] = a THEN relationships(p) ELSE reverse(relationships(p)) END AS rs
WHERE length(p) <= $max AND all(n IN ns WHERE single(other IN ns WHERE other = n))
RETURN size(rs) AS length,
  [n IN ns | {key: n.key, label: CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END, name: n.name}] AS nodes,
  [r IN rs | {from: startNode(r).key, to: endNode(r).key, type: type(r), standing: coalesce(r.standing, 'frame'), claim: r.claim}] AS relationships
ORDER BY length, [n IN ns | n.key], [r IN rs | coalesce(r.claim, type(r))]
LIMIT $limit

// denominator
MATCH (a {key: $from}), (b {key: $to})
WHERE a <> b
MATCH p = allShortestPaths((a)-[*..8]-(b))
WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS')
WITH a, b, count(p) AS shortest, min(length(p)) AS least
WITH shortest, least, CASE WHEN COUNT { (a)--() } <= COUNT { (b)--() } THEN [a, b] ELSE [b, a] END AS ends
WITH shortest, least, ends[0] AS near, ends[1] AS far
CALL {
  WITH near, far, least
  WITH near, far, least WHERE least = 1 AND least < $max
  MATCH p = (near)-[*2..2]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS') AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN count(p) AS longer
  UNION ALL
  WITH near, far, least
  WITH near, far, least WHERE least = 2 AND least < $max
  MATCH p = (near)-[*3..3]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS') AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN count(p) AS longer
  UNION ALL
  WITH near, far, least
  WITH near, far, least WHERE least = 3 AND least < $max
  MATCH p = (near)-[*4..4]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND type(r) <> 'DIFFERS') AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN count(p) AS longer
}
WITH shortest, least, sum(longer) AS longer
RETURN sum(CASE WHEN least <= $max THEN shortest + longer ELSE 0 END) AS count
