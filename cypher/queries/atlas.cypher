/*
title: The whole graph, page by page
question: Which nodes are there, by their keys, and to which others does each lead?
category: graph
parameters:
- {name: after, type: text, default: "", example: "condition:b", doc: "the last key of the page before; empty for the first page"}
- {name: limit, type: integer, default: 100, example: 5, min: 1, max: 1073741824, doc: how many at most}
breaks when: {property: key}
columns:
- {name: key, doc: of the node}
- {name: label, doc: "of the node; of two, the narrower; null where it has none"}
- {name: name, doc: of the node}
- {name: types, doc: "list of the types of the relationships that leave the node for one with a key"}
- {name: to, doc: "list of the keys of the nodes that these lead to, in the same order"}
of: nodes with a key, from there on
*/
MATCH (n) WHERE n.key > $after AND NOT n:Release
WITH n ORDER BY n.key LIMIT $limit
OPTIONAL MATCH (n)-[r]->(m) WHERE m.key > '' AND NOT m:Release
WITH n, type(r) AS type, m.key AS other ORDER BY n.key, type, other
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.name AS name,
  collect(type) AS types, collect(other) AS to
ORDER BY key
// denominator
MATCH (n) WHERE n.key > $after AND NOT n:Release
RETURN count(n) AS count
