/*
title: The k shortest paths between two nodes
question: Which are the shortest chains of relationships of these types between these two nodes, one length after the other until there are enough?
category: graph
parameters:
- {name: from, type: text, example: "actor:smuggler", labels: [Any], doc: key of a node}
- {name: to, type: text, example: "process:trafficking", labels: [Any], doc: key of another node}
- {name: types, type: list, default: [], example: [FURTHERS, PERFORMS, BECOMES, USES, REQUIRES, YIELDS], values: [PRECEDES, PART_OF, SUBTYPE_OF, PERFORMS, USES, REQUIRES, YIELDS, PAYS, GAINS, BEARS, COOPERATES_WITH, COMPETES_WITH, CONTROLS, BECOMES, PASSES, DISPLACES_TO, FURTHERS, HINDERS, DEPENDS_ON, ACTS_ON, IMPLEMENTS, BINDS, INSTEAD_OF, DIFFERS, MORE_THAN, SAME_WORD_AS], doc: "types of relationships that a path may go by, whichever way they lead; empty for all but DIFFERS, which sets apart"}
- {name: min, type: integer, default: 1, example: 1, min: 1, max: 5, doc: how many relationships a path has at least}
- {name: max, type: integer, default: 5, example: 5, min: 1, max: 5, doc: "how many it has at most: there are tens of thousands of longer ones between nodes that much is said of"}
- {name: limit, type: integer, default: 10, example: 10, min: 1, max: 1000, doc: how many paths at most}
breaks when: {property: claim}
columns:
- {name: length, doc: how many relationships the path has}
- {name: nodes, doc: "list of maps in order from the one end to the other: key, label, name"}
- {name: relationships, doc: "list of maps in the same order, each in its own direction: from, to, type, standing, claim; standing is frame and claim null where it is our arrangement"}
of: simple paths between the two, the longer ones too
*/
MATCH (a {key: $from}), (b {key: $to})
WHERE a <> b
// Where no path leads there at all, none is looked for length by length.
MATCH shortest = shortestPath((a)-[*..5]-(b))
WHERE all(r IN relationships(shortest) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS'))
WITH a, length(shortest) AS least, CASE WHEN COUNT { (a)--() } <= COUNT { (b)--() } THEN [a, b] ELSE [b, a] END AS ends
WITH a, least, ends[0] AS near, ends[1] AS far, [] AS found
CALL {
  WITH near, far, least, found
  WITH near, far, least, found WHERE 1 >= least AND 1 >= $min AND 1 <= $max AND size(found) < $limit
  MATCH p = (near)-[*1..1]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN collect(p) AS longer
}
WITH a, least, near, far, found + longer AS found
CALL {
  WITH near, far, least, found
  WITH near, far, least, found WHERE 2 >= least AND 2 >= $min AND 2 <= $max AND size(found) < $limit
  MATCH p = (near)-[*2..2]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN collect(p) AS longer
}
WITH a, least, near, far, found + longer AS found
CALL {
  WITH near, far, least, found
  WITH near, far, least, found WHERE 3 >= least AND 3 >= $min AND 3 <= $max AND size(found) < $limit
  MATCH p = (near)-[*3..3]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN collect(p) AS longer
}
WITH a, least, near, far, found + longer AS found
CALL {
  WITH near, far, least, found
  WITH near, far, least, found WHERE 4 >= least AND 4 >= $min AND 4 <= $max AND size(found) < $limit
  MATCH p = (near)-[*4..4]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN collect(p) AS longer
}
WITH a, least, near, far, found + longer AS found
CALL {
  WITH near, far, least, found
  WITH near, far, least, found WHERE 5 >= least AND 5 >= $min AND 5 <= $max AND size(found) < $limit
  MATCH p = (near)-[*5..5]-(far)
  WHERE all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN collect(p) AS longer
}
WITH a, least, near, far, found + longer AS found
UNWIND found AS p
WITH CASE WHEN nodes(p)[0] = a THEN nodes(p) ELSE reverse(nodes(p)) END AS ns, CASE WHEN nodes(p)[0] = a THEN relationships(p) ELSE reverse(relationships(p)) END AS rs
RETURN size(rs) AS length,
  [n IN ns | {key: n.key, label: CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END, name: n.name}] AS nodes,
  [r IN rs | {from: startNode(r).key, to: endNode(r).key, type: type(r), standing: coalesce(r.standing, 'frame'), claim: r.claim}] AS relationships
ORDER BY length, [n IN ns | n.key], [r IN rs | coalesce(r.claim, type(r))]
LIMIT $limit

// denominator
MATCH (a {key: $from}), (b {key: $to})
WHERE a <> b
WITH a, b, COUNT { (a)--() } <= COUNT { (b)--() } AS forth
WITH a, CASE WHEN forth THEN a ELSE b END AS near, CASE WHEN forth THEN b ELSE a END AS far
// The bounds of a pattern are no parameters, and what is longer than wanted must not be looked for.
CALL {
  WITH near, far
  WITH near, far WHERE $max <= 3
  MATCH p = (near)-[*1..3]-(far)
  WHERE length(p) >= $min AND length(p) <= $max AND all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN p
  UNION ALL
  WITH near, far
  WITH near, far WHERE $max = 4
  MATCH p = (near)-[*1..4]-(far)
  WHERE length(p) >= $min AND length(p) <= $max AND all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN p
  UNION ALL
  WITH near, far
  WITH near, far WHERE $max = 5
  MATCH p = (near)-[*1..5]-(far)
  WHERE length(p) >= $min AND length(p) <= $max AND all(r IN relationships(p) WHERE (r.claim IS NOT NULL OR r.basis = 'frame') AND (type(r) IN $types OR size($types) = 0 AND type(r) <> 'DIFFERS')) AND all(n IN nodes(p) WHERE single(other IN nodes(p) WHERE other = n))
  RETURN p
}
RETURN count(p) AS count
